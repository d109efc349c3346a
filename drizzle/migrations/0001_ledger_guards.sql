-- Movements are immutable: a correction is a counter-movement.
CREATE FUNCTION refuse_movement_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'movement rows are immutable' USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER movement_immutable BEFORE UPDATE OR DELETE ON movement
  FOR EACH ROW EXECUTE FUNCTION refuse_movement_change();
--> statement-breakpoint
ALTER TABLE movement ADD CONSTRAINT movement_quantity_positive CHECK (quantity > 0);
--> statement-breakpoint
ALTER TABLE movement ADD CONSTRAINT movement_two_places CHECK (from_location_id <> to_location_id);

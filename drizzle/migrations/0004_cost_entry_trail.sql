ALTER TABLE "cost_entry" ADD COLUMN "average_after" numeric(20, 6) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "cost_entry" ADD COLUMN "receipt_id" uuid;--> statement-breakpoint
CREATE INDEX "cost_entry_movement" ON "cost_entry" USING btree ("movement_seq");--> statement-breakpoint
CREATE INDEX "cost_entry_receipt" ON "cost_entry" USING btree ("receipt_id");--> statement-breakpoint
CREATE UNIQUE INDEX "receipt_completes" ON "receipt" USING btree ("completes_receipt_id") WHERE "receipt"."reversed_at" is null and "receipt"."completes_receipt_id" is not null;
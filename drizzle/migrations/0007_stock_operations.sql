CREATE TABLE "stock_operation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"kind" text NOT NULL,
	"location_id" uuid NOT NULL,
	"lines" jsonb NOT NULL,
	"reason" text,
	"actor_id" uuid NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"undone_by" uuid,
	"undone_at" timestamp with time zone,
	"undo_reason" text
);
--> statement-breakpoint
CREATE TABLE "stock_proposal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"chat_id" bigint NOT NULL,
	"origin" text NOT NULL,
	"kind" text NOT NULL,
	"items" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"asking" integer,
	"operation_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "stock_operation" ADD CONSTRAINT "stock_operation_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_operation" ADD CONSTRAINT "stock_operation_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_operation" ADD CONSTRAINT "stock_operation_actor_id_person_id_fk" FOREIGN KEY ("actor_id") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_operation" ADD CONSTRAINT "stock_operation_undone_by_person_id_fk" FOREIGN KEY ("undone_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_proposal" ADD CONSTRAINT "stock_proposal_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_proposal" ADD CONSTRAINT "stock_proposal_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_proposal" ADD CONSTRAINT "stock_proposal_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_proposal" ADD CONSTRAINT "stock_proposal_operation_id_stock_operation_id_fk" FOREIGN KEY ("operation_id") REFERENCES "stock_operation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "stock_operation_key" ON "stock_operation" USING btree ("company_id","key");--> statement-breakpoint
CREATE INDEX "stock_operation_actor" ON "stock_operation" USING btree ("actor_id","recorded_at");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_proposal_origin" ON "stock_proposal" USING btree ("company_id","origin");--> statement-breakpoint
CREATE INDEX "stock_proposal_person" ON "stock_proposal" USING btree ("person_id","state","updated_at");
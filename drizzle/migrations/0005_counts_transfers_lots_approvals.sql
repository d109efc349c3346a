CREATE TABLE "approval" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "approval_limit" (
	"company_id" uuid NOT NULL,
	"role" text NOT NULL,
	"kind" text NOT NULL,
	"max_units" numeric(18, 6),
	"max_value" numeric(20, 6),
	CONSTRAINT "approval_limit_company_id_role_kind_pk" PRIMARY KEY("company_id","role","kind")
);
--> statement-breakpoint
CREATE TABLE "count_entry" (
	"count_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"counted" numeric(18, 6) NOT NULL,
	"expected" numeric(18, 6) NOT NULL,
	"after_seq" bigint NOT NULL,
	"moved_meanwhile" numeric(18, 6) DEFAULT '0' NOT NULL,
	"is_discarded" boolean DEFAULT false NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "count_entry_count_id_product_id_person_id_pk" PRIMARY KEY("count_id","product_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "count_line" (
	"count_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"difference" numeric(18, 6),
	"value" numeric(20, 6),
	CONSTRAINT "count_line_count_id_product_id_pk" PRIMARY KEY("count_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "question" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"asked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_count" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"started_by" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"closed_by" uuid,
	"closed_at" timestamp with time zone,
	"approval_id" uuid
);
--> statement-breakpoint
CREATE TABLE "lot" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"expires_on" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lot_balance" (
	"lot_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"quantity" numeric(18, 6) DEFAULT '0' NOT NULL,
	CONSTRAINT "lot_balance_lot_id_location_id_pk" PRIMARY KEY("lot_id","location_id")
);
--> statement-breakpoint
CREATE TABLE "lot_entry" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"lot_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"movement_seq" bigint,
	"person_id" uuid,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transfer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"from_location_id" uuid NOT NULL,
	"to_location_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"closed_by" uuid,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "transfer_line" (
	"transfer_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"product_id" uuid NOT NULL,
	"sent" numeric(18, 6) NOT NULL,
	"received" numeric(18, 6),
	"short_reason" text,
	CONSTRAINT "transfer_line_transfer_id_line_no_pk" PRIMARY KEY("transfer_id","line_no")
);
--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "has_expiry" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_requested_by_person_id_fk" FOREIGN KEY ("requested_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_limit" ADD CONSTRAINT "approval_limit_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_entry" ADD CONSTRAINT "count_entry_count_id_stock_count_id_fk" FOREIGN KEY ("count_id") REFERENCES "stock_count"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_entry" ADD CONSTRAINT "count_entry_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_entry" ADD CONSTRAINT "count_entry_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_line" ADD CONSTRAINT "count_line_count_id_stock_count_id_fk" FOREIGN KEY ("count_id") REFERENCES "stock_count"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_line" ADD CONSTRAINT "count_line_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question" ADD CONSTRAINT "question_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question" ADD CONSTRAINT "question_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_count" ADD CONSTRAINT "stock_count_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_count" ADD CONSTRAINT "stock_count_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_count" ADD CONSTRAINT "stock_count_started_by_person_id_fk" FOREIGN KEY ("started_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_count" ADD CONSTRAINT "stock_count_closed_by_person_id_fk" FOREIGN KEY ("closed_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot" ADD CONSTRAINT "lot_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_balance" ADD CONSTRAINT "lot_balance_lot_id_lot_id_fk" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_balance" ADD CONSTRAINT "lot_balance_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_entry" ADD CONSTRAINT "lot_entry_lot_id_lot_id_fk" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_entry" ADD CONSTRAINT "lot_entry_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_entry" ADD CONSTRAINT "lot_entry_movement_seq_movement_seq_fk" FOREIGN KEY ("movement_seq") REFERENCES "movement"("seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_entry" ADD CONSTRAINT "lot_entry_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_from_location_id_location_id_fk" FOREIGN KEY ("from_location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_to_location_id_location_id_fk" FOREIGN KEY ("to_location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_closed_by_person_id_fk" FOREIGN KEY ("closed_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_line" ADD CONSTRAINT "transfer_line_transfer_id_transfer_id_fk" FOREIGN KEY ("transfer_id") REFERENCES "transfer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_line" ADD CONSTRAINT "transfer_line_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_pending" ON "approval" USING btree ("company_id","state");--> statement-breakpoint
CREATE INDEX "question_subject" ON "question" USING btree ("subject_id","product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_count_open" ON "stock_count" USING btree ("location_id","scope") WHERE "stock_count"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE UNIQUE INDEX "lot_product_day" ON "lot" USING btree ("product_id","expires_on");--> statement-breakpoint
CREATE INDEX "lot_entry_movement" ON "lot_entry" USING btree ("movement_seq") WHERE "lot_entry"."movement_seq" is not null;--> statement-breakpoint
CREATE INDEX "lot_entry_lot" ON "lot_entry" USING btree ("lot_id","location_id");--> statement-breakpoint
CREATE INDEX "transfer_open" ON "transfer" USING btree ("company_id","state");--> statement-breakpoint
ALTER TABLE transfer_line ADD CONSTRAINT transfer_line_sent_positive CHECK (sent > 0 AND received >= 0);
--> statement-breakpoint
ALTER TABLE transfer ADD CONSTRAINT transfer_two_places CHECK (from_location_id <> to_location_id);
--> statement-breakpoint
ALTER TABLE count_entry ADD CONSTRAINT count_entry_not_negative CHECK (counted >= 0);
--> statement-breakpoint
ALTER TABLE lot_balance ADD CONSTRAINT lot_balance_not_negative CHECK (quantity >= 0);

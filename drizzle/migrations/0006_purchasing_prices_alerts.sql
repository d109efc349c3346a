CREATE TABLE "alert" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"location_id" uuid,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"facts" jsonb NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"cleared_at" timestamp with time zone,
	"cleared_by" text
);
--> statement-breakpoint
CREATE TABLE "alert_notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"said_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_notice_item" (
	"alert_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	CONSTRAINT "alert_notice_item_alert_id_person_id_pk" PRIMARY KEY("alert_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "alert_preference" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"muted" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"quiet" boolean DEFAULT true NOT NULL,
	"quiet_from" integer DEFAULT 1380 NOT NULL,
	"quiet_to" integer DEFAULT 480 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_settings" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"cover_days" integer DEFAULT 3 NOT NULL,
	"price_jump_percent" numeric(18, 6) DEFAULT '10' NOT NULL,
	"expiry_days" integer DEFAULT 7 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "margin_rule" (
	"company_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"percent" numeric(18, 6) NOT NULL,
	CONSTRAINT "margin_rule_company_id_scope_key_pk" PRIMARY KEY("company_id","scope","key")
);
--> statement-breakpoint
CREATE TABLE "price_index" (
	"company_id" uuid NOT NULL,
	"month" date NOT NULL,
	"percent" numeric(18, 6) NOT NULL,
	CONSTRAINT "price_index_company_id_month_pk" PRIMARY KEY("company_id","month")
);
--> statement-breakpoint
CREATE TABLE "price_review" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"receipt_id" uuid,
	"source" text NOT NULL,
	"lines" jsonb NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"operation_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"closed_by" uuid,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "pricing_settings" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"round_to" numeric(20, 6) DEFAULT '10' NOT NULL,
	"approval_percent" numeric(18, 6) DEFAULT '30' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sale_price" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"price" numeric(20, 6),
	"source" text NOT NULL,
	"set_by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "missing_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"product_id" uuid,
	"words" text NOT NULL,
	"quantity" numeric(18, 6),
	"state" text DEFAULT 'open' NOT NULL,
	"note_id" uuid,
	"order_id" uuid,
	"added_by" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"closed_by" uuid,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "missing_note" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"items" jsonb NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"operation_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purchase_order" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"supplier_id" uuid,
	"number" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_by" uuid,
	"sent_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "purchase_order_line" (
	"order_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"product_id" uuid,
	"words" text NOT NULL,
	"quantity" numeric(18, 6) NOT NULL,
	"pack_size" numeric(18, 6) DEFAULT '1' NOT NULL,
	"expected_cost" numeric(20, 6),
	"origin" text NOT NULL,
	CONSTRAINT "purchase_order_line_order_id_line_no_pk" PRIMARY KEY("order_id","line_no")
);
--> statement-breakpoint
CREATE TABLE "purchase_order_receipt" (
	"receipt_id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_rule" (
	"product_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"minimum" numeric(18, 6),
	"maximum" numeric(18, 6),
	"shelf_days" integer,
	CONSTRAINT "stock_rule_product_id_location_id_pk" PRIMARY KEY("product_id","location_id")
);
--> statement-breakpoint
CREATE TABLE "supplier_terms" (
	"supplier_id" uuid PRIMARY KEY NOT NULL,
	"lead_time_days" integer,
	"review_days" integer,
	"minimum_order" numeric(20, 6),
	"budget" numeric(20, 6)
);
--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notice" ADD CONSTRAINT "alert_notice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notice_item" ADD CONSTRAINT "alert_notice_item_alert_id_alert_id_fk" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notice_item" ADD CONSTRAINT "alert_notice_item_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notice_item" ADD CONSTRAINT "alert_notice_item_notice_id_alert_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "alert_notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_preference" ADD CONSTRAINT "alert_preference_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_settings" ADD CONSTRAINT "alert_settings_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "margin_rule" ADD CONSTRAINT "margin_rule_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_index" ADD CONSTRAINT "price_index_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_review" ADD CONSTRAINT "price_review_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_review" ADD CONSTRAINT "price_review_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_review" ADD CONSTRAINT "price_review_closed_by_person_id_fk" FOREIGN KEY ("closed_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pricing_settings" ADD CONSTRAINT "pricing_settings_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_price" ADD CONSTRAINT "sale_price_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_price" ADD CONSTRAINT "sale_price_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_price" ADD CONSTRAINT "sale_price_set_by_person_id_fk" FOREIGN KEY ("set_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "missing_item" ADD CONSTRAINT "missing_item_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "missing_item" ADD CONSTRAINT "missing_item_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "missing_item" ADD CONSTRAINT "missing_item_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "missing_item" ADD CONSTRAINT "missing_item_added_by_person_id_fk" FOREIGN KEY ("added_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "missing_note" ADD CONSTRAINT "missing_note_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "missing_note" ADD CONSTRAINT "missing_note_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_supplier_id_supplier_id_fk" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_sent_by_person_id_fk" FOREIGN KEY ("sent_by") REFERENCES "person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_line" ADD CONSTRAINT "purchase_order_line_order_id_purchase_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "purchase_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_line" ADD CONSTRAINT "purchase_order_line_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_receipt" ADD CONSTRAINT "purchase_order_receipt_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_receipt" ADD CONSTRAINT "purchase_order_receipt_order_id_purchase_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "purchase_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_rule" ADD CONSTRAINT "stock_rule_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_rule" ADD CONSTRAINT "stock_rule_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_terms" ADD CONSTRAINT "supplier_terms_supplier_id_supplier_id_fk" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_open" ON "alert" USING btree ("company_id","kind","subject") WHERE "alert"."cleared_at" is null;--> statement-breakpoint
CREATE INDEX "alert_subject" ON "alert" USING btree ("company_id","kind","subject");--> statement-breakpoint
CREATE INDEX "alert_notice_person" ON "alert_notice" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "alert_notice_item_notice" ON "alert_notice_item" USING btree ("notice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "price_review_receipt" ON "price_review" USING btree ("receipt_id");--> statement-breakpoint
CREATE UNIQUE INDEX "price_review_operation" ON "price_review" USING btree ("operation_id");--> statement-breakpoint
CREATE INDEX "sale_price_product" ON "sale_price" USING btree ("product_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "missing_item_product" ON "missing_item" USING btree ("location_id","product_id") WHERE "missing_item"."state" = 'open' and "missing_item"."product_id" is not null;--> statement-breakpoint
CREATE INDEX "missing_item_state" ON "missing_item" USING btree ("company_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "missing_note_operation" ON "missing_note" USING btree ("operation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "purchase_order_number" ON "purchase_order" USING btree ("company_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "purchase_order_draft" ON "purchase_order" USING btree ("location_id","supplier_id") WHERE "purchase_order"."state" = 'draft';--> statement-breakpoint
CREATE INDEX "purchase_order_state" ON "purchase_order" USING btree ("company_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "purchase_order_line_product" ON "purchase_order_line" USING btree ("order_id","product_id");--> statement-breakpoint
CREATE INDEX "purchase_order_line_by_product" ON "purchase_order_line" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "purchase_order_receipt_order" ON "purchase_order_receipt" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "receipt_line_product" ON "receipt_line" USING btree ("product_id");
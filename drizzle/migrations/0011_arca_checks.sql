CREATE TABLE "arca_check" (
	"document_id" uuid PRIMARY KEY NOT NULL,
	"document_version" integer NOT NULL,
	"query" jsonb,
	"state" text NOT NULL,
	"standing" text,
	"observations" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"problem" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"available_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_owner" text,
	"lease_until" timestamp with time zone,
	"checked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "arca_lookup" (
	"supplier_id" uuid PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"problem" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"available_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_owner" text,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "arca_ticket" (
	"cuit" text NOT NULL,
	"service" text NOT NULL,
	"environment" text NOT NULL,
	"sealed" text,
	"expires_at" timestamp with time zone,
	"retry_at" timestamp with time zone,
	"problem" text,
	"lease_owner" text,
	"lease_until" timestamp with time zone,
	CONSTRAINT "arca_ticket_cuit_service_environment_pk" PRIMARY KEY("cuit","service","environment")
);
--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "arca_check" ADD CONSTRAINT "arca_check_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "arca_lookup" ADD CONSTRAINT "arca_lookup_supplier_id_supplier_id_fk" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "arca_check_due" ON "arca_check" USING btree ("state","available_at");--> statement-breakpoint
CREATE INDEX "arca_lookup_due" ON "arca_lookup" USING btree ("state","available_at");
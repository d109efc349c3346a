CREATE TABLE "second_opinion" (
	"document_id" uuid PRIMARY KEY NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"outcome" text
);
--> statement-breakpoint
ALTER TABLE "second_opinion" ADD CONSTRAINT "second_opinion_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- The text that owners agree to now says that crops of invoices leave the shop: an older word does not cover them.
UPDATE "assistant_consent" SET "revoked_at" = now() WHERE "revoked_at" IS NULL;

ALTER TABLE "document" ADD COLUMN "treatment" text;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "delivery_note_receipt_id" uuid;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "delivery_note_same" boolean;--> statement-breakpoint
ALTER TABLE "document_page" ADD COLUMN "chat_id" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "document_page" ADD COLUMN "file_name" text;--> statement-breakpoint
ALTER TABLE "document_page" ADD COLUMN "failure" text;--> statement-breakpoint
CREATE UNIQUE INDEX "document_page_message" ON "document_page" USING btree ("chat_id","message_id");
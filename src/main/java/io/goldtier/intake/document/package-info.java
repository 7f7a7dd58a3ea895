/** The words of documents that came with a message: PDFs, pictures, pages, tables. */
package io.goldtier.intake.document;

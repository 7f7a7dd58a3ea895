/** WhatsApp as an origin of messages. */
package io.goldtier.intake.whatsapp;

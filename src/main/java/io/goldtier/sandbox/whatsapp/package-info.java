/** A stand-in for WhatsApp's Cloud API. */
package io.goldtier.sandbox.whatsapp;

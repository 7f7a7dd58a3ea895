/** The REST API under {@code /api}, in the field names of the data model. */
package io.goldtier.web.api;

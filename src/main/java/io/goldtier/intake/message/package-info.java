/** What a message is, how its forms are read and bounded, and what proves who sent it. */
package io.goldtier.intake.message;

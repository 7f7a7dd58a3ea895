/** Who decides what a loop does next; what is decided is done through the gate like everything else. */
package io.goldtier.agent;

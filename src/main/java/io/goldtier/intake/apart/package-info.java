/** What strangers send is read in a process of its own, whose time and memory are bounded whatever it meets. */
package io.goldtier.intake.apart;

/** What Facebook, Instagram and X want of words and pictures, and how an earlier post is found there again. */
package io.goldtier.connector.social;

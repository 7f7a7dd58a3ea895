/**
 * What people and programs meet on the web: the token that opens the assistant, its pages, its REST addresses and hawtio.
 *
 * <p>Everything here is a thin reader or caller of the packages below it; a GET never changes anything.
 */
package io.goldtier.web;

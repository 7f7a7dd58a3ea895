package io.goldtier.outside;

import java.net.URI;
import java.util.Map;

/**
 * One HTTP request.
 *
 * @param method {@code GET}, {@code POST}, …
 * @param address the whole address
 * @param headers its headers without the credentials
 * @param credentials headers that hold credentials: put on the request at the last moment, never logged or kept
 * @param contentType of the body, or null
 * @param body the bytes, or null
 */
public record OutsideRequest(
        String method,
        URI address,
        Map<String, String> headers,
        Map<String, String> credentials,
        String contentType,
        byte[] body) {

    /** Without what must not be shown. */
    @Override
    public String toString() {
        return method + " " + address.getPath();
    }
}

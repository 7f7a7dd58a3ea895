package io.goldtier.connector.odoo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A request body that does not show itself: over the older protocol it holds the API key. */
final class OdooBody extends AbstractHttpEntity {

    private final byte[] bytes;

    OdooBody(byte[] bytes) {
        super(ContentType.APPLICATION_JSON, null);
        this.bytes = bytes.clone();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public long getContentLength() {
        return bytes.length;
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
        out.flush();
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // Nothing is held open
    }

    @Override
    public String toString() {
        return "a request to Odoo of " + bytes.length + " bytes";
    }
}

package io.goldtier.sandbox;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A JSON-RPC request, whose body says what is called: it is looked at before the request is handed on. */
final class JsonRpcRequest extends HttpServletRequestWrapper {

    private final byte[] body;

    JsonRpcRequest(HttpServletRequest request) throws IOException {
        super(request);
        body = request.getInputStream().readAllBytes();
    }

    /** The path and what is called, such as {@code /sandbox/odoo/jsonrpc/account.move/action_post}. */
    String calledPath() {
        return getRequestURI() + "/" + called();
    }

    private String called() {
        Object parsed;
        try {
            parsed = Json.read(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProblem e) {
            return "";
        }
        if (!(parsed instanceof Map<?, ?> call) || !(call.get("params") instanceof Map<?, ?> params)) {
            return "";
        }
        return "object".equals(params.get("service")) && params.get("args") instanceof List<?> args && args.size() > 4
                ? args.get(3) + "/" + args.get(4)
                : params.get("service") + "/" + params.get("method");
    }

    @Override
    public ServletInputStream getInputStream() {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return bytes.read(into, from, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("the whole body is there already");
            }
        };
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}

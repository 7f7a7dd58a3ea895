package io.goldtier.web.security;

import io.goldtier.web.answer.Answers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** What a caller without the token gets: a page for people, a sentence in JSON for programs. */
final class SignIn {

    private SignIn() {}

    static void ask(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"goldtier\"");
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null
                && accept.contains("text/html")
                && request.getMethod().equals("GET")) {
            Answers.page(response, HttpServletResponse.SC_UNAUTHORIZED, PAGE);
        } else {
            Answers.error(
                    request,
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "This needs the token: send it as Authorization: Bearer, or open the link of the Ready line.");
        }
    }

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>Gold Tier: please open the link</title>
              <link rel="stylesheet" href="/assets/console.css">
              <link rel="icon" href="/assets/icon.svg">
            </head>
            <body class="sign-in">
              <main>
                <h1>This desk is yours alone</h1>
                <p>Open the link that the assistant prints each time it starts: <code>…/?token=…</code>.
                  It signs this browser in for 30 days.</p>
                <p>You have opened it before, and a link from another site brought you here? <a href="">Go on</a></p>
              </main>
            </body>
            </html>
            """;
}

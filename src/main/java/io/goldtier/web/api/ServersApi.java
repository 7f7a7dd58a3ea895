package io.goldtier.web.api;

import io.goldtier.outside.health.Servers;
import io.goldtier.web.answer.Reply;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/servers}: the data model's server entities and how they are; never a credential. */
@RestController
class ServersApi {

    private final Servers servers;

    ServersApi(Servers servers) {
        this.servers = servers;
    }

    @GetMapping("/api/servers")
    ResponseEntity<String> list() {
        return Reply.page(servers.all(), null);
    }
}

package io.goldtier.web.pages;

import io.goldtier.connector.browser.BrowserPictures;
import io.goldtier.web.answer.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@code /pictures/NAME}: the pictures of pages that requests and results name. */
@Controller
class PicturePage {

    private final BrowserPictures pictures;

    PicturePage(BrowserPictures pictures) {
        this.pictures = pictures;
    }

    @GetMapping("/pictures/{name}")
    ResponseEntity<byte[]> picture(@PathVariable String name) {
        Path file = pictures.find(name)
                .orElseThrow(() -> new Problem(404, "There is no such picture; those that are old are deleted."));
        try {
            return ResponseEntity.ok()
                    .contentType(MediaType.IMAGE_PNG)
                    .cacheControl(CacheControl.noCache().cachePrivate())
                    .body(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.goldtier.intake;

import java.io.File;
import java.util.Comparator;
import org.apache.camel.component.file.GenericFile;
import org.springframework.stereotype.Component;

/** The order in which dropped files are taken: the oldest first, then by name. */
@Component("arrivalOrder")
class ArrivalOrder implements Comparator<GenericFile<File>> {

    @Override
    public int compare(GenericFile<File> one, GenericFile<File> other) {
        int byTime = Long.compare(one.getLastModified(), other.getLastModified());
        return byTime != 0 ? byTime : one.getFileNameOnly().compareTo(other.getFileNameOnly());
    }
}

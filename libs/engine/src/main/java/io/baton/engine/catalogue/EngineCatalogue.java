package io.baton.engine.catalogue;

import io.baton.engine.catalogue.EngineScanner.Found;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The catalogue of a running service: rules read once, folders of builds looked at anew each time, so that a build that
 * is put there is offered without a restart. Thread-safe.
 */
public final class EngineCatalogue {

    private final CatalogueRules rules;
    private final List<Path> folders;
    private final EngineScanner scanner = new EngineScanner();

    public EngineCatalogue(CatalogueRules rules, List<Path> folders) {
        this.rules = rules;
        this.folders = List.copyOf(folders);
    }

    /**
     * @param engines value of {@code BATON_ENGINES}: folders, separated as in the system's path; may be absent
     * @param catalogueFile value of {@code BATON_CATALOGUE}; may be absent
     * @throws CatalogueException if the file can't be read or understood
     */
    public static EngineCatalogue of(Optional<String> engines, Optional<String> catalogueFile) {
        CatalogueRules rules = catalogueFile
                .filter(file -> !file.isBlank())
                .map(file -> CatalogueFile.defaultsWith(Path.of(file)))
                .orElseGet(CatalogueFile::defaults);
        List<Path> folders = Stream.of(engines.orElse("").split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList();
        return new EngineCatalogue(rules, folders);
    }

    public CatalogueRules rules() {
        return rules;
    }

    /** @return the catalogue with the builds that are there now */
    public Catalogue current() {
        return new Catalogue(rules, scanner.scan(folders).builds());
    }

    /** @return what lies in the folders now and is not offered, with the reasons */
    public List<RejectedBuild> rejectedBuilds() {
        Found found = scanner.scan(folders);
        List<RejectedBuild> all = new ArrayList<>(found.rejected());
        found.builds().stream()
                .filter(build -> !rules.offers(build.line()))
                .map(build -> new RejectedBuild(
                        build.binary().getParent(), "the engine catalogue does not offer the line " + build.line()))
                .forEach(all::add);
        return List.copyOf(all);
    }
}

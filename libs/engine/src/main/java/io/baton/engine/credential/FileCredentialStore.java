package io.baton.engine.credential;

import io.baton.engine.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Secrets as files that only their owner can read, one file a secret, as Kubernetes mounts them. Several processes can
 * share the folder. Thread-safe.
 */
public final class FileCredentialStore implements CredentialStore {

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE = mode("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE = mode("rw-------");
    private static final int PUT_ATTEMPTS = 3;

    private final Path root;

    /** @param root the folder; made at the first {@link #put}, with its parents */
    public FileCredentialStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public void put(String reference, Secret secret) {
        Path file = file(reference);
        for (int attempt = 1; ; attempt++) {
            try {
                write(file, secret.reveal().getBytes(StandardCharsets.UTF_8));
                return;
            } catch (NoSuchFileException folderGone) {
                // a delete of its last other secret removed the folder meanwhile
                if (attempt == PUT_ATTEMPTS) {
                    throw failure("store", reference, folderGone);
                }
            } catch (IOException failed) {
                throw failure("store", reference, failed);
            }
        }
    }

    private void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(root.getParent());
        makePrivate(root);
        for (Path part = root; !part.equals(file.getParent()); ) {
            part = part.resolve(part.relativize(file).getName(0));
            makePrivate(part);
        }
        Path draft = Files.createTempFile(file.getParent(), ".draft-", "", FILE_MODE);
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder, FOLDER_MODE);
        if (!Files.getPosixFilePermissions(folder).equals(FOLDER_MODE.value())) {
            Files.setPosixFilePermissions(folder, FOLDER_MODE.value());
        }
    }

    @Override
    public Optional<Secret> get(String reference) {
        try {
            return Optional.of(Secret.of(Files.readString(file(reference))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw failure("read", reference, failed);
        }
    }

    @Override
    public void delete(String reference) {
        Path file = file(reference);
        try {
            Files.deleteIfExists(file);
            for (Path folder = file.getParent(); !folder.equals(root); folder = folder.getParent()) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException others) {
            // other secrets are in it: it stays
        } catch (IOException failed) {
            throw failure("delete", reference, failed);
        }
    }

    private Path file(String reference) {
        for (String part : reference.split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException("not a credential reference: '" + reference + "'");
            }
        }
        return root.resolve(reference);
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static UncheckedIOException failure(String what, String reference, IOException cause) {
        return new UncheckedIOException("can't " + what + " the credential " + reference, cause);
    }
}

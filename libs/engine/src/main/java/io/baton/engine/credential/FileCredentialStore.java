package io.baton.engine.credential;

import io.baton.engine.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
 *
 * <p>All files lie in one flat folder ({@code instance/7/password} is the file {@code instance~7~password}): no write
 * can then meet the removal of the folder that it writes to.
 */
public final class FileCredentialStore implements CredentialStore {

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE = mode("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE = mode("rw-------");
    private static final char SEPARATOR_IN_FILE_NAMES = '~'; // no part of a reference can contain it

    private final Path root;

    /** @param root the folder; made at the first {@link #put}, with its parents */
    public FileCredentialStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public void put(String reference, Secret secret) {
        try {
            write(file(reference), secret.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw failure("store", reference, failed);
        }
    }

    private void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(root.getParent());
        makePrivate(root);
        Path draft = Files.createTempFile(root, ".draft-", "", FILE_MODE);
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
        try {
            Files.deleteIfExists(file(reference));
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
        return root.resolve(reference.replace('/', SEPARATOR_IN_FILE_NAMES));
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static UncheckedIOException failure(String what, String reference, IOException cause) {
        return new UncheckedIOException("can't " + what + " the credential " + reference, cause);
    }
}

package dev.headroom.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The Ed25519 keys of the audit chain, as files outside the database: {@code signing-key} holds the id and the private key of whoever writes,
 * {@code keys/<id>.pub} the public keys that a verifier trusts. Whoever can write to the database alone can't sign.
 */
final class AuditKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final String ENDING = ".pub";
    private static final int ID_BYTES = 8;

    private final Map<String, PublicKey> trusted;

    private AuditKeys(Map<String, PublicKey> trusted) {
        this.trusted = trusted;
    }

    /** A private key, and the id of its public key. */
    record SigningKey(String id, PrivateKey key) {

        String sign(String text) {
            try {
                var signature = Signature.getInstance(ALGORITHM);
                signature.initSign(key);
                signature.update(text.getBytes(StandardCharsets.UTF_8));
                return Base64.getEncoder().encodeToString(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return "SigningKey[id=" + id + "]";
        }
    }

    /** Returns the directory's signing key; makes one where there is none. */
    static SigningKey signing(Path directory) throws IOException {
        var file = directory.resolve("signing-key");
        if (!Files.exists(file)) {
            create(directory, file);
        }
        try {
            var parts = Files.readString(file).strip().split(" ", 2);
            var bytes = Base64.getDecoder().decode(parts[1]);
            return new SigningKey(
                    parts[0], KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException(file + " holds no key", e);
        }
    }

    /** Returns the public keys of a directory; none where it does not exist. */
    static AuditKeys trusted(Path directory) throws IOException {
        var keys = new HashMap<String, PublicKey>();
        var folder = directory.resolve("keys");
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
                for (var file : files) {
                    var name = file.getFileName().toString();
                    keys.put(name.substring(0, name.length() - ENDING.length()), publicKey(file));
                }
            }
        }
        return new AuditKeys(keys);
    }

    boolean isEmpty() {
        return trusted.isEmpty();
    }

    boolean knows(String id) {
        return trusted.containsKey(id);
    }

    /** Returns whether that key has signed that text; false for a key that is not trusted. */
    boolean verify(String id, String text, String signature) {
        var key = trusted.get(id);
        if (key == null) {
            return false;
        }
        try {
            var verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static void create(Path directory, Path file) throws IOException {
        try {
            var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            var published = pair.getPublic().getEncoded();
            var id = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(published), 0, ID_BYTES);
            var folder = Files.createDirectories(directory.resolve("keys"));
            Files.writeString(folder.resolve(id + ENDING), Base64.getEncoder().encodeToString(published) + "\n");
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var draft = Files.createTempFile(directory, "signing-key", ".new", ownerOnly);
            Files.writeString(
                    draft,
                    id + " "
                            + Base64.getEncoder()
                                    .encodeToString(pair.getPrivate().getEncoded()) + "\n");
            try {
                Files.createLink(file, draft); // whole or not at all, and never over another instance's
            } catch (FileAlreadyExistsException other) {
                Files.delete(folder.resolve(id + ENDING));
            }
            Files.delete(draft);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicKey publicKey(Path file) throws IOException {
        try {
            var bytes = Base64.getDecoder().decode(Files.readString(file).strip());
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " holds no public key", e);
        }
    }
}

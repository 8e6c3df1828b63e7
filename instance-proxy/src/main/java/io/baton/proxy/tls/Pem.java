package io.baton.proxy.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys in PEM. Messages never quote what is in a file. */
final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /** What PKCS#8 puts in front of an RSA key: version 0, and the object identifier of RSA. */
    private static final byte[] RSA_HEADER = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };

    private Pem() {}

    /** At least one certificate, in the order of the file. */
    static X509Certificate[] certificates(byte[] pem) throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                found.add((X509Certificate) one);
            }
        } catch (CertificateException notOne) {
            found.clear();
        }
        if (found.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        return found.toArray(new X509Certificate[0]);
    }

    static PrivateKey key(byte[] pem) throws GeneralSecurityException {
        Matcher found = KEY.matcher(new String(pem, US_ASCII));
        if (!found.find()) {
            throw new GeneralSecurityException("there is no private key in it");
        }
        byte[] content;
        try {
            content = Base64.getMimeDecoder().decode(found.group(2));
        } catch (IllegalArgumentException notBase64) {
            throw new GeneralSecurityException("it is damaged");
        }
        return switch (found.group(1)) {
            case "PRIVATE KEY" -> pkcs8(content);
            case "RSA PRIVATE KEY" -> pkcs8(wrapped(content));
            case "ENCRYPTED PRIVATE KEY" -> throw new GeneralSecurityException("it is encrypted");
            default ->
                throw new GeneralSecurityException(
                        "it is no PKCS#8 key; openssl pkcs8 -topk8 -nocrypt makes one of it");
        };
    }

    private static PrivateKey pkcs8(byte[] content) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
            } catch (InvalidKeySpecException another) {
                // of the next algorithm, perhaps
            }
        }
        throw new GeneralSecurityException("it is damaged, or of an unknown kind");
    }

    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA_HEADER);
        inner.writeBytes(der(4, pkcs1));
        return der(0x30, inner.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}

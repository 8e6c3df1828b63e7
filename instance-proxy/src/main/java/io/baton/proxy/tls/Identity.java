package io.baton.proxy.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** A certificate, with those that lead to its authority, and its private key. */
record Identity(X509Certificate[] chain, PrivateKey key) {

    private static final byte[] PROBE = "baton".getBytes(US_ASCII);

    /** @throws GeneralSecurityException if the key is not that of the certificate */
    static Identity of(X509Certificate[] chain, PrivateKey key) throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        boolean fits;
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(PROBE);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(chain[0].getPublicKey());
            verifying.update(PROBE);
            fits = verifying.verify(signing.sign());
        } catch (GeneralSecurityException ofAnotherKind) {
            fits = false;
        }
        if (!fits) {
            throw new GeneralSecurityException("the key is not that of the certificate");
        }
        return new Identity(chain, key);
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "Identity[" + chain[0].getSubjectX500Principal() + "]";
    }
}

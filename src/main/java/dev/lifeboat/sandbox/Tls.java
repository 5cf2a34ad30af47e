package dev.lifeboat.sandbox;

import java.nio.file.Path;

/**
 * What a server needs to speak TLS only. Clients may come without a certificate.
 *
 * @param certificateAndKey a PEM file with the server's certificate and its private key, made out
 *     to 127.0.0.1
 * @param authority a PEM file with the certificate of the authority that signed it
 */
public record Tls(Path certificateAndKey, Path authority) {}

package io.baton.proxy.tls;

import io.baton.proxy.EventLog;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.Arrays;

/** Encrypts connections of clients. */
public final class ClientTls {

    private final PemContext context;
    private final EventLog log;

    /**
     * @throws io.baton.proxy.BadSettingsException if there can't be one with these settings
     */
    public ClientTls(TlsSettings settings, EventLog log) {
        this.log = log;
        this.context = new PemContext(
                "tls", Arrays.asList(settings.certificate(), settings.clientCa(), settings.key()), log, files -> {
                    Identity own = files.identity(settings.certificate(), settings.key());
                    SslContextBuilder builder = SslContextBuilder.forServer(own.key(), own.chain())
                            .sslProvider(PemContext.PROVIDER)
                            .protocols(PemContext.PROTOCOLS);
                    if (settings.clientCa() != null) {
                        builder.trustManager(files.certificates(settings.clientCa()))
                                .clientAuth(ClientAuth.REQUIRE);
                    }
                    return builder.build();
                });
    }

    /**
     * Puts encryption in front of what serves the client.
     *
     * @param refused runs, on the client's loop, if no encryption comes about
     */
    public void encrypt(Channel client, ChannelHandler session, Runnable refused) {
        client.pipeline()
                .addLast(context.get().newHandler(client.alloc()))
                .addLast(new TlsGate(why -> {
                    refused.run();
                    log.info("tls-refused", "from", client.remoteAddress(), "reason", why.getMessage());
                }))
                .addLast(session);
    }

    /** Takes new certificates, if there are; see {@link CertificateWatch}. */
    void lookAgain() {
        context.lookAgain();
    }
}

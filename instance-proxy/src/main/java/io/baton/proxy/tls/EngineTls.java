package io.baton.proxy.tls;

import io.baton.proxy.EventLog;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;

/** Encrypts connections to engines. */
public final class EngineTls {

    private final UpstreamTlsSettings settings;
    private final PemContext context;

    /** @throws io.baton.proxy.BadSettingsException if there can't be one with these settings */
    public EngineTls(UpstreamTlsSettings settings, EventLog log) {
        this.settings = settings;
        this.context = new PemContext(
                "upstreamTls", Arrays.asList(settings.ca(), settings.certificate(), settings.key()), log, files -> {
                    SslContextBuilder builder = SslContextBuilder.forClient()
                            .sslProvider(PemContext.PROVIDER)
                            .protocols(PemContext.PROTOCOLS)
                            // what is verified is said for each connection
                            .endpointIdentificationAlgorithm(null)
                            .trustManager(files.certificates(settings.ca()));
                    if (settings.certificate() != null) {
                        Identity own = files.identity(settings.certificate(), settings.key());
                        builder.keyManager(own.key(), own.chain());
                    }
                    return builder.build();
                });
    }

    /**
     * Puts encryption in front of what talks with the engine.
     *
     * @param withinMillis for how long an engine may take to agree; one without TLS just waits
     */
    public void encrypt(Channel engine, String host, int port, int withinMillis, ChannelHandler conversation) {
        String name = settings.serverName() == null ? host : settings.serverName();
        SslHandler tls = context.get().newHandler(engine.alloc(), name, port);
        tls.setHandshakeTimeoutMillis(withinMillis);
        if (settings.verifiesName()) {
            SSLParameters parameters = tls.engine().getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.engine().setSSLParameters(parameters);
        }
        engine.pipeline().addLast(tls).addLast(new TlsGate(why -> {})).addLast(conversation);
    }

    /** Takes new certificates, if there are; see {@link CertificateWatch}. */
    void lookAgain() {
        context.lookAgain();
    }
}

package org.kpulse.webapp.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.webapp.letter.Letter;
import org.kpulse.webapp.mail.MailSettings.Secret;
import org.kpulse.webapp.mail.MailSettings.Security;

/** Against a real SMTP server. */
class MailerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    private static final Letter LETTER = new Letter(
            "[linus/master] Größe: pipe.time +12.3% regression ".repeat(3).strip(), ".\nFrom ± here\n..\nend");
    private static final Envelope ENVELOPE = new Envelope(List.of("owner@example.org"), List.of("list@example.org"));
    private static final String ID = "<kpulse-1@example.org>";

    private GreenMail server;

    @BeforeEach
    void start() {
        server = new GreenMail(new ServerSetup[] {
            ServerSetupTest.SMTP.dynamicPort().port(0),
            ServerSetupTest.SMTPS.dynamicPort().port(0)
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private MailSettings settings(Security security, String user, String password) {
        int port = security == Security.TLS
                ? server.getSmtps().getPort()
                : server.getSmtp().getPort();
        return new MailSettings("127.0.0.1", port, security, user, new Secret(password), "kpulse@example.org");
    }

    private Mailer mailer(MailSettings settings, boolean trusting) {
        return new Mailer(settings, CLOCK, trusting ? Optional.of(everybody()) : Optional.empty());
    }

    /** Trusts every certificate. */
    private static SSLSocketFactory everybody() {
        X509ExtendedTrustManager all = new X509ExtendedTrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String kind) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String kind) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {all}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyReaderGetsTheTextAsItWasWritten() throws Exception {
        mailer(settings(Security.OFF, "", ""), false).send(ID, LETTER, ENVELOPE);

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2); // one for each address
        MimeMessage mail = received[0];
        assertThat(mail.getSubject()).isEqualTo(LETTER.subject());
        assertThat(String.valueOf(mail.getContent()).replace("\r\n", "\n").stripTrailing())
                .isEqualTo(LETTER.body().stripTrailing());
        assertThat(mail.getContentType()).startsWith("text/plain").containsIgnoringCase("utf-8");
        assertThat(mail.getMessageID()).isEqualTo(ID);
        assertThat(mail.getSentDate()).isEqualTo(Date.from(CLOCK.instant()));
        assertThat(mail.getFrom()[0]).hasToString("kpulse@example.org");
        assertThat(mail.getRecipients(Message.RecipientType.TO)[0]).hasToString("owner@example.org");
        assertThat(mail.getRecipients(Message.RecipientType.CC)[0]).hasToString("list@example.org");
        assertThat(mail.getRecipients(Message.RecipientType.BCC)).isNull();
    }

    @Test
    void whoSignsInDoesSoUnderTlsAndAWrongPasswordSendsNothing() throws Exception {
        server.setUser("kpulse@example.org", "kpulse", "right");
        server.getManagers().getUserManager().setAuthRequired(true);

        mailer(settings(Security.TLS, "kpulse", "right"), true).send(ID, LETTER, ENVELOPE);
        assertThat(server.getReceivedMessages()).hasSize(2);

        assertThatThrownBy(() -> mailer(settings(Security.TLS, "kpulse", "wrong-secret"), true)
                        .send(ID, LETTER, ENVELOPE))
                .isInstanceOf(MailTrouble.class)
                .hasMessageContaining("The mail server 127.0.0.1 did not take it")
                .hasMessageNotContaining("wrong-secret");
        assertThat(server.getReceivedMessages()).hasSize(2);
    }

    @Test
    void aServerWhoseCertificateNobodyKnowsGetsNothing() {
        assertThatThrownBy(() -> mailer(settings(Security.TLS, "", ""), false).send(ID, LETTER, ENVELOPE))
                .isInstanceOf(MailTrouble.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatDoesNotEncryptWhenItShouldGetsNothing() {
        assertThatThrownBy(
                        () -> mailer(settings(Security.STARTTLS, "", ""), true).send(ID, LETTER, ENVELOPE))
                .isInstanceOf(MailTrouble.class)
                .hasMessageContaining("STARTTLS");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsNamed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        MailSettings nobody = new MailSettings("127.0.0.1", port, Security.OFF, "", new Secret(""), "k@example.org");

        assertThatThrownBy(() -> mailer(nobody, false).send(ID, LETTER, ENVELOPE))
                .isInstanceOf(MailTrouble.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void whatIsNotConfiguredIsNamedAndAPasswordIsNeverSentInClear() {
        Config none = Config.load(new Config.Sources(
                java.nio.file.Path.of("/nowhere"), java.nio.file.Path.of("/nowhere"), Map.of(), Map.of()));
        assertThat(MailSettings.of(none, Map.of()).missing().orElseThrow()).contains("mail.host");
        assertThat(new MailSettings("h", 25, Security.OFF, "", new Secret("x"), "")
                        .missing()
                        .orElseThrow())
                .contains("mail.from");
        assertThatThrownBy(() -> new MailSettings("h", 25, Security.OFF, "u", new Secret("x"), "f@x.y"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("mail.security");
        assertThat(new MailSettings("h", 25, Security.TLS, "u", new Secret("hidden"), "f@x.y"))
                .asString()
                .doesNotContain("hidden");
        assertThat(MailSettings.of(none, Map.of(MailSettings.PASSWORD_VARIABLE, "p"))
                        .password()
                        .text())
                .isEqualTo("p");
    }

    @Test
    void onlyPlainAddressesAreAddresses() {
        assertThat(Envelope.parse(" a@b.c, d@e.f\n g@h.i ")).containsExactly("a@b.c", "d@e.f", "g@h.i");
        assertThat(Envelope.parse(" ")).isEmpty();
        for (String wrong : List.of("a", "a@b\r\nBcc: c@d.e", "\"a b\"@c.d", "a@b.c>", "ä@b.c", "@b", "a@-")) {
            assertThatThrownBy(() -> new Envelope(List.of(wrong), List.of()))
                    .as(wrong)
                    .isInstanceOf(UsageException.class);
        }
        assertThatThrownBy(() -> new Envelope(List.of("a@b.c"), List.of("a@b.c")))
                .isInstanceOf(UsageException.class);
    }
}

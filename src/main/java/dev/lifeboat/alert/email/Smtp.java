package dev.lifeboat.alert.email;

import dev.lifeboat.alert.DeliveryException;
import dev.lifeboat.config.ChannelSettings.MailServer;
import dev.lifeboat.config.ChannelSettings.Privacy;
import dev.lifeboat.config.GivenSecret;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** Hands mail to a server. What the server says isn't repeated: it could hold anything. */
record Smtp(MailServer server) {
  private static final String TIMEOUT = "15000";
  private static final int LASTING = 500;

  /** Writes a mail. */
  interface Writing {
    MimeMessage in(Session session) throws MessagingException;
  }

  void send(Writing writing) throws DeliveryException {
    String place = server.host() + ":" + server.port();
    try {
      Session session = Session.getInstance(properties());
      MimeMessage mail = writing.in(session);
      try (Transport transport = session.getTransport("smtp")) {
        if (server.user().isPresent()) {
          transport.connect(
              server.host(),
              server.port(),
              server.user().get(),
              server.password().map(GivenSecret::get).orElseThrow().reveal());
        } else {
          transport.connect(server.host(), server.port(), null, null);
        }
        transport.sendMessage(mail, mail.getAllRecipients());
      }
    } catch (MessagingException e) {
      throw failed(place, e);
    }
  }

  private Properties properties() throws DeliveryException {
    Properties properties = new Properties();
    set(properties, "connectiontimeout", TIMEOUT);
    set(properties, "timeout", TIMEOUT);
    set(properties, "writetimeout", TIMEOUT);
    set(properties, "auth", String.valueOf(server.user().isPresent()));
    set(properties, "starttls.enable", String.valueOf(server.privacy() == Privacy.STARTTLS));
    // Else somebody on the way could take the offer out, and read all of it.
    set(properties, "starttls.required", String.valueOf(server.privacy() == Privacy.STARTTLS));
    set(properties, "ssl.enable", String.valueOf(server.privacy() == Privacy.TLS));
    set(properties, "ssl.checkserveridentity", "true");
    if (server.authority().isPresent()) {
      properties.put("mail.smtp.ssl.socketFactory", factory(server.authority().get()));
    }
    return properties;
  }

  private static void set(Properties properties, String key, String value) {
    properties.put("mail.smtp." + key, value);
  }

  private static SSLSocketFactory factory(Path authority) throws DeliveryException {
    try (InputStream in = Files.newInputStream(authority)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca" + number++, each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw DeliveryException.lasting(
          "the certificates in '%s' can't be read".formatted(authority));
    }
  }

  private DeliveryException failed(String place, MessagingException failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof AuthenticationFailedException) {
        return DeliveryException.lasting(
            "mail server %s refused the login of user '%s'"
                .formatted(place, server.user().orElse("")));
      }
      if (cause instanceof SMTPAddressFailedException address) {
        return refused(
            "mail server %s refused the address '%s' with %d"
                .formatted(place, address.getAddress(), address.getReturnCode()),
            address.getReturnCode());
      }
      if (cause instanceof SMTPSendFailedException refused) {
        return refused(
            "mail server %s refused the mail with %d".formatted(place, refused.getReturnCode()),
            refused.getReturnCode());
      }
      if (cause instanceof SSLException) {
        return DeliveryException.lasting(
            "mail server %s has no certificate for its name that is trusted here".formatted(place));
      }
      if (cause instanceof UnknownHostException) {
        return DeliveryException.passing("mail server %s isn't known".formatted(place));
      }
      if (cause instanceof SocketTimeoutException) {
        return DeliveryException.passing("mail server %s did not answer in time".formatted(place));
      }
    }
    if (String.valueOf(failure.getMessage()).contains("STARTTLS is required")) {
      return DeliveryException.lasting(
          "mail server %s offers no STARTTLS, so nothing is sent to it".formatted(place));
    }
    return failure instanceof SendFailedException
        ? DeliveryException.lasting("mail server %s took the mail for nobody".formatted(place))
        : DeliveryException.passing("mail server %s can't be reached".formatted(place));
  }

  private static DeliveryException refused(String fact, int code) {
    return code >= LASTING ? DeliveryException.lasting(fact) : DeliveryException.passing(fact);
  }

  private static @org.jspecify.annotations.Nullable Throwable next(Throwable failure) {
    return failure instanceof MessagingException mail && mail.getNextException() != null
        ? mail.getNextException()
        : failure.getCause();
  }
}

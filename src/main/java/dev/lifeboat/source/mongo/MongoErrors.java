package dev.lifeboat.source.mongo;

import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;

/**
 * Says in words for people what the driver throws. Never repeats a connection string.
 *
 * @param where the hosts, for messages
 * @param tls true if the connection is by TLS
 * @param byCertificate true if the login is by certificate, without a password
 */
record MongoErrors(String where, boolean tls, boolean byCertificate) {
  static final int UNAUTHORIZED = 13;
  private static final int AUTHENTICATION_FAILED = 18;
  private static final int INTERRUPTED = 11601;

  /** Runs something that talks to the server. {@code doing} completes "cannot …". */
  <T> T during(String doing, Callable<T> action) {
    try {
      return action.call();
    } catch (ProblemException e) {
      throw e;
    } catch (MongoException e) {
      throw problem(doing, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  ProblemException problem(String doing, MongoException e) {
    return switch (e) {
      case MongoInterruptedException interrupted -> {
        Thread.currentThread().interrupt();
        yield interrupted(interrupted);
      }
      case MongoSecurityException security -> authentication(security);
      case MongoCommandException command -> command(doing, command);
      case MongoSocketException socket ->
          Problem.of(
                  Code.MONGO_UNREACHABLE,
                  "cannot " + doing + ": the connection to '" + where + "' was lost",
                  "look at the log of mongod: it may have been stopped, or killed for memory, or its disk"
                      + " is full")
              .causedBy(socket);
      case MongoTimeoutException timeout -> unreachable("no answer in time", timeout);
      case MongoClientException client when sslCause(client).isPresent() ->
          tls(sslCause(client).get(), client);
      default -> Problem.of(Code.MONGO_FAILED, "cannot " + doing + ": " + plain(e)).causedBy(e);
    };
  }

  /** Why no server could be selected, as far as the driver's monitors know. */
  ProblemException unreachable(ClusterDescription cluster, MongoTimeoutException e) {
    for (ServerDescription server : cluster.getServerDescriptions()) {
      Throwable cause = server.getException();
      while (cause != null) {
        String host = String.valueOf(server.getAddress());
        switch (cause) {
          case UnknownHostException _ -> {
            return unreachable(
                "the host name '" + server.getAddress().getHost() + "' is unknown", e);
          }
          case ConnectException _ -> {
            return unreachable("'" + host + "' refused the connection or can't be reached", e);
          }
          case SSLException ssl -> {
            return tls(ssl, e);
          }
          case MongoSecurityException security -> {
            return authentication(security);
          }
          default -> cause = cause.getCause();
        }
      }
      if (server.getException() instanceof MongoSocketException) {
        String expected =
            tls
                ? "a certificate of the client that it trusts (mongo.tls.certificate-file)"
                : "TLS (tls=true)";
        return unreachable(
            "'" + server.getAddress() + "' closed the connection; it may expect " + expected, e);
      }
    }
    return unreachable("no member of the set answered that fits the read preference", e);
  }

  private ProblemException unreachable(String reason, MongoException e) {
    return Problem.of(
            Code.MONGO_UNREACHABLE,
            "cannot connect to MongoDB at '" + where + "': " + reason,
            "check that mongod runs and that host and port are right",
            "from another container, its host name is the name of its service")
        .causedBy(e);
  }

  private ProblemException authentication(MongoException e) {
    if (byCertificate) {
      return Problem.of(
              Code.MONGO_AUTHENTICATION,
              "MongoDB at '" + where + "' refused the login by the certificate of the client",
              "name a file with certificate and key in mongo.tls.certificate-file",
              "a user of $external must be called as the certificate's subject:"
                  + " openssl x509 -in FILE -noout -subject -nameopt RFC2253")
          .causedBy(e);
    }
    return Problem.of(
            Code.MONGO_AUTHENTICATION,
            "MongoDB at '" + where + "' refused the user name or the password",
            "check both, and authSource: the database in which the user was created, often admin")
        .causedBy(e);
  }

  private ProblemException tls(Throwable reason, MongoException e) {
    for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException expired) {
        return Problem.of(
                Code.MONGO_AUTHENTICATION,
                "the certificate of MongoDB at '%s' has expired: %s"
                    .formatted(where, expired.getMessage()),
                "renew the server's certificate",
                "if it is new, see that the clock of this host is right: date -u")
            .causedBy(e);
      }
    }
    return Problem.of(
            Code.MONGO_UNREACHABLE,
            "TLS with MongoDB at '" + where + "' failed: " + reason.getMessage(),
            "name the certificate of your own authority, and use the host name that the server's"
                + " certificate is made out to")
        .causedBy(e);
  }

  private ProblemException command(String doing, MongoCommandException e) {
    return switch (e.getErrorCode()) {
      case UNAUTHORIZED ->
          Problem.of(
                  Code.MONGO_UNAUTHORIZED,
                  "cannot " + doing + ": the user has no right to",
                  "grant the role backup on admin (and restore, to restore):"
                      + " db.getSiblingDB('admin').grantRolesToUser('USER', ['backup'])")
              .causedBy(e);
      case AUTHENTICATION_FAILED -> authentication(e);
      case INTERRUPTED -> interrupted(e);
      default -> Problem.of(Code.MONGO_FAILED, "cannot " + doing + ": " + plain(e)).causedBy(e);
    };
  }

  static ProblemException interrupted(Throwable cause) {
    return Problem.of(Code.INTERRUPTED, "interrupted while talking to MongoDB").causedBy(cause);
  }

  private static String plain(MongoException e) {
    return e instanceof MongoCommandException command
        ? command.getErrorMessage() + " (" + command.getErrorCodeName() + ")"
        : String.valueOf(e.getMessage());
  }

  private static Optional<SSLException> sslCause(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException ssl) {
        return Optional.of(ssl);
      }
    }
    return Optional.empty();
  }
}

package dev.lifeboat.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.time.Duration;

/** The library's client for an engine, with the version of the API that both speak. */
final class Connection implements AutoCloseable {
  /** The newest that the library knows. */
  private static final RemoteApiVersion NEWEST = RemoteApiVersion.VERSION_1_44;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 64;

  private final Reach reach;
  private final Calls calls;
  private final DockerHttpClient http;
  private final DockerClient client;
  private final Wire wire;

  private Connection(
      Reach reach, Calls calls, DockerHttpClient http, DockerClient client, Wire wire) {
    this.reach = reach;
    this.calls = calls;
    this.http = http;
    this.client = client;
    this.wire = wire;
  }

  static Connection open(EngineAddress address, String ssh) {
    Reach reach = Reach.to(address, ssh);
    Calls calls = new Calls(address);
    ApacheDockerHttpClient.Builder builder =
        new ApacheDockerHttpClient.Builder()
            .dockerHost(reach.uri())
            .maxConnections(CONNECTIONS)
            .connectionTimeout(PATIENCE);
    reach.tls().ifPresent(builder::sslConfig);
    DockerHttpClient http = builder.build();
    try {
      RemoteApiVersion version = calls.run("connect", PATIENCE, () -> negotiated(http));
      return new Connection(
          reach,
          calls,
          http,
          DockerClientImpl.getInstance(new ClientConfig(reach.uri(), version), http),
          new Wire(http, version.getVersion()));
    } catch (RuntimeException e) {
      calls.close();
      close(http);
      reach.close();
      throw e;
    }
  }

  private static RemoteApiVersion negotiated(DockerHttpClient http) throws IOException {
    JsonNode said = new Wire(http, "").json("/version");
    RemoteApiVersion theirs =
        RemoteApiVersion.parseConfig(said.path("ApiVersion").asText(NEWEST.getVersion()));
    return theirs.isGreater(NEWEST) ? NEWEST : theirs;
  }

  Calls calls() {
    return calls;
  }

  Reach reach() {
    return reach;
  }

  DockerClient client() {
    return client;
  }

  Wire wire() {
    return wire;
  }

  @Override
  public void close() {
    calls.close();
    close(http);
    reach.close();
  }

  private static void close(DockerHttpClient http) {
    try {
      http.close();
    } catch (IOException e) {
      // Its connections are gone either way.
    }
  }
}

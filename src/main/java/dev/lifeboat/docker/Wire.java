package dev.lifeboat.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Requests to an engine that the library has no command for, or not with what is needed here.
 *
 * @param version such as {@code 1.41}; empty for that which the engine likes best
 */
record Wire(DockerHttpClient http, String version) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SOME = 4096;

  /** An engine that fails in the middle has no status left to say so. */
  private static final int REPORTED = 500;

  JsonNode json(String path) throws IOException {
    try (InputStream body = stream(path)) {
      return JSON.readTree(body);
    }
  }

  /** The body of the answer. Closing it before its end breaks the connection. */
  InputStream stream(String path) {
    Response response = send("GET", path);
    return new FilterInputStream(response.getBody()) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return in.read(buffer, offset, length);
      }

      @Override
      public void close() {
        response.close();
      }
    };
  }

  /** One JSON value after the other, each as soon as it is there. */
  static MappingIterator<JsonNode> values(InputStream body) throws IOException {
    return JSON.readerFor(JsonNode.class).readValues(body);
  }

  void delete(String path) {
    send("DELETE", path).close();
  }

  /**
   * Sends a tar file and reads what the engine tells while it takes it.
   *
   * @throws DockerException also when the engine reports an error after it accepted the request
   */
  List<JsonNode> post(String path, InputStream tar) throws IOException {
    Request.Builder request = request("POST", path);
    request.putHeader("content-type", "application/x-tar").body(tar);
    List<JsonNode> told = new ArrayList<>();
    try (Response response = send(request);
        MappingIterator<JsonNode> lines = values(response.getBody())) {
      while (lines.hasNextValue()) {
        JsonNode line = lines.nextValue();
        if (line.has("error")) {
          throw new DockerException(line.get("error").asText(), REPORTED);
        }
        told.add(line);
      }
    }
    return told;
  }

  private Response send(String method, String path) {
    return send(request(method, path));
  }

  private Request.Builder request(String method, String path) {
    return Request.builder()
        .method(method)
        .path((version.isEmpty() ? "" : "/v" + version) + path)
        .putHeader("accept", "*/*")
        // The client would ask for gzip, and the engine would then compress an archive on one core,
        // more slowly than a disk or a network takes it.
        .putHeader("accept-encoding", "identity");
  }

  private Response send(Request.Builder request) {
    Response response = http.execute(request.build());
    if (response.getStatusCode() >= 300) {
      try (response) {
        throw new DockerException(text(response), response.getStatusCode());
      }
    }
    return response;
  }

  private static String text(Response response) {
    try (InputStream body = response.getBody()) {
      return body == null ? "" : new String(body.readNBytes(SOME), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** A path with its query, whose values are escaped. */
  static String query(String path, List<Map.Entry<String, String>> values) {
    List<String> pairs = new ArrayList<>();
    values.forEach(each -> pairs.add(each.getKey() + "=" + escaped(each.getValue())));
    return path + "?" + String.join("&", pairs);
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xff);
      if (letter < 128 && (Character.isLetterOrDigit(letter) || "-._~".indexOf(letter) >= 0)) {
        escaped.append(letter);
      } else {
        escaped.append('%').append("%02X".formatted(each & 0xff));
      }
    }
    return escaped.toString();
  }
}

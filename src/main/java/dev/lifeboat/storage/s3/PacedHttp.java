package dev.lifeboat.storage.s3;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Sends no faster than a pace allows. Only what is sent counts: the SDK reads a content once more,
 * to sign it, which costs no bandwidth.
 */
record PacedHttp(SdkHttpClient inner, Pace pace) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return request
        .contentStreamProvider()
        .map(
            content -> {
              HttpExecuteRequest.Builder paced =
                  HttpExecuteRequest.builder()
                      .request(request.httpRequest())
                      .contentStreamProvider(() -> pace.over(content.newStream()));
              request.metricCollector().ifPresent(paced::metricCollector);
              return inner.prepareRequest(paced.build());
            })
        .orElseGet(() -> inner.prepareRequest(request));
  }

  @Override
  public String clientName() {
    return inner.clientName();
  }

  @Override
  public void close() {
    inner.close();
  }
}

package dev.lifeboat.docker;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.bson.Document;

/**
 * The application of the tests' stack, in a container of its own. {@code GET /health} writes to the
 * database and reads it again, and answers 503 if that fails; {@code GET /orders} counts; {@code
 * POST /orders} adds one.
 */
public final class ShopApi {
  private ShopApi() {}

  public static void main(String[] arguments) throws IOException {
    MongoClient client = MongoClients.create(System.getenv("MONGODB_URL"));
    MongoCollection<Document> health = client.getDatabase("shop").getCollection("health");
    MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
    HttpServer server = HttpServer.create(new InetSocketAddress(8001), 0);
    server.createContext(
        "/health",
        exchange -> {
          try {
            var _ =
                health.findOneAndUpdate(
                    Filters.eq("_id", "api"),
                    Updates.inc("checks", 1L),
                    new com.mongodb.client.model.FindOneAndUpdateOptions().upsert(true));
            answer(exchange, 200, "healthy, " + orders.countDocuments() + " orders\n");
          } catch (RuntimeException e) {
            answer(exchange, 503, "unhealthy: " + e.getMessage() + "\n");
          }
        });
    server.createContext(
        "/orders",
        exchange -> {
          try {
            if (exchange.getRequestMethod().equals("POST")) {
              var _ = orders.insertOne(new Document("by", "api"));
            }
            answer(exchange, 200, orders.countDocuments() + "\n");
          } catch (RuntimeException e) {
            answer(exchange, 503, e.getMessage() + "\n");
          }
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}

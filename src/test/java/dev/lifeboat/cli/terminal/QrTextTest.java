package dev.lifeboat.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is drawn is read again as a camera would see it. */
final class QrTextTest {
  private static final String KIT =
      "# lifeboat shop\n# repository /mnt/backups/ß\n# signer SHA256:abc\nAGE-SECRET-KEY-1QQ\n";

  @Test
  void aReaderSeesOnPaperAndOnATerminalWhatWasMeant() throws ReaderException {
    assertThat(read(QrText.dark(KIT), 0xFFFFFF, 0)).isEqualTo(KIT);
    assertThat(read(QrText.light(KIT), 0, 0xFFFFFF)).isEqualTo(KIT);
  }

  @Test
  void aKitWithTwoKeysFitsATerminal() {
    String kit = KIT + "AGE-SECRET-KEY-1" + "Q".repeat(58) + "\nAGE-SECRET-KEY-1" + "Q".repeat(58);
    List<String> lines = QrText.light(kit).lines().toList();
    assertThat(lines)
        .hasSizeLessThan(40)
        .allSatisfy(line -> assertThat(line).hasSize(lines.getFirst().length()));
    assertThat(lines.getFirst().length()).isLessThan(80);
  }

  private static String read(String text, int ground, int ink) throws ReaderException {
    int scale = 4;
    List<String> lines = text.lines().toList();
    int width = lines.getFirst().length() * scale;
    int height = lines.size() * 2 * scale;
    int[] pixels = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        char c = lines.get(y / (2 * scale)).charAt(x / scale);
        boolean upper = (y / scale) % 2 == 0;
        boolean filled = c == '█' || c == (upper ? '▀' : '▄');
        pixels[y * width + x] = filled ? ink : ground;
      }
    }
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
        .getText();
  }
}

package io.baton.e2e.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Makes pictures of pages small: their 256 commonest colours are all that anybody sees. */
final class Palette {

    private static final int SIZE = 256;

    private Palette() {}

    static byte[] reduce(byte[] png) {
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
            int width = picture.getWidth();
            int height = picture.getHeight();
            int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
            Map<Integer, Integer> counts = new HashMap<>();
            for (int pixel : pixels) {
                counts.merge(pixel, 1, Integer::sum);
            }
            List<Integer> colours = counts.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                    .limit(SIZE)
                    .map(Map.Entry::getKey)
                    .toList();
            int[] table = colours.stream().mapToInt(colour -> colour).toArray();
            BufferedImage small = new BufferedImage(
                    width,
                    height,
                    BufferedImage.TYPE_BYTE_INDEXED,
                    new IndexColorModel(8, table.length, table, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE));
            Map<Integer, Integer> nearest = new HashMap<>();
            int[] indices = IntStream.of(pixels)
                    .map(pixel -> nearest.computeIfAbsent(pixel, one -> nearest(one, table)))
                    .toArray();
            small.getRaster().setPixels(0, 0, width, height, indices);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(small, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int nearest(int colour, int[] table) {
        return IntStream.range(0, table.length)
                .boxed()
                .min(Comparator.comparingInt(index -> distance(colour, table[index])))
                .orElseThrow();
    }

    private static int distance(int one, int other) {
        int distance = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = ((one >> shift) & 0xff) - ((other >> shift) & 0xff);
            distance += difference * difference;
        }
        return distance;
    }
}

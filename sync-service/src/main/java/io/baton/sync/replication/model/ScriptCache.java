package io.baton.sync.replication.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scripts of an engine under the digests by which EVALSHA finds them. */
public final class ScriptCache {
    public static final ScriptCache UNKNOWN = new ScriptCache(null);

    private final Map<String, byte[]> scripts;

    private ScriptCache(Map<String, byte[]> scripts) {
        this.scripts = scripts;
    }

    public static ScriptCache of(List<byte[]> texts) {
        Map<String, byte[]> scripts = new LinkedHashMap<>();
        texts.forEach(text -> scripts.put(digest(text), text));
        return new ScriptCache(scripts);
    }

    /** Whether they have been read. */
    public boolean known() {
        return scripts != null;
    }

    public int size() {
        return scripts.size();
    }

    public byte[] text(String digest) {
        return scripts.get(digest);
    }

    /** @return all digests, in lists of at most so many */
    public List<List<String>> digests(int atOnce) {
        List<String> all = List.copyOf(scripts.keySet());
        List<List<String>> lists = new ArrayList<>();
        for (int from = 0; from < all.size(); from += atOnce) {
            lists.add(all.subList(from, Math.min(from + atOnce, all.size())));
        }
        return lists;
    }

    private static String digest(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

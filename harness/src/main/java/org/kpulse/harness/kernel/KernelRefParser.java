package org.kpulse.harness.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.fault.UsageException;

/** Text to {@link KernelRef} and back. */
final class KernelRefParser {

    static final String MODULES = "?modules=";
    private static final String PATCH = "+patch:";

    private KernelRefParser() {}

    static KernelRef parse(String text) {
        List<String> parts = split(text);
        String base = parts.get(0);
        List<String> patches = parts.subList(1, parts.size());
        int colon = base.indexOf(':');
        if (colon < 0) {
            throw bad(text, "it has no \"debian:\", \"release:\", \"git:\" or \"image:\" in front");
        }
        String rest = base.substring(colon + 1);
        try {
            return parse(base.substring(0, colon), rest, patches);
        } catch (IllegalArgumentException e) {
            throw new UsageException(sentence(text, String.valueOf(e.getMessage())), e);
        }
    }

    private static KernelRef parse(String scheme, String rest, List<String> patches) {
        for (String patch : patches) {
            requireText("+patch", patch);
        }
        return switch (scheme) {
            case "debian" -> new KernelRef.Debian(rest, patches);
            case "release" -> new KernelRef.Release(rest, patches);
            case "git" -> git(rest, patches);
            case "image" -> image(rest, patches);
            default -> throw new IllegalArgumentException("there is no source \"" + scheme + ":\"");
        };
    }

    private static KernelRef git(String rest, List<String> patches) {
        int hash = rest.lastIndexOf('#');
        if (hash < 0) {
            throw new IllegalArgumentException("git: needs a revision after \"#\"");
        }
        return new KernelRef.Git(rest.substring(0, hash), rest.substring(hash + 1), patches);
    }

    private static KernelRef image(String rest, List<String> patches) {
        int question = rest.lastIndexOf(MODULES);
        if (question >= 0) {
            Optional<String> modules = Optional.of(rest.substring(question + MODULES.length()));
            return new KernelRef.Image(rest.substring(0, question), modules, patches);
        }
        if (rest.contains("?")) {
            throw new IllegalArgumentException("image: knows no option but \"?modules=\"");
        }
        return new KernelRef.Image(rest, Optional.empty(), patches);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(PATCH); at >= 0; at = text.indexOf(PATCH, from)) {
            parts.add(text.substring(from, at));
            from = at + PATCH.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    static String text(KernelRef ref, String rest) {
        StringBuilder text = new StringBuilder(ref.scheme()).append(':').append(rest);
        ref.patches().forEach(patch -> text.append(PATCH).append(patch));
        return text.toString();
    }

    static void requireWord(String scheme, String word) {
        if (!word.matches("[A-Za-z0-9][A-Za-z0-9.+~_-]*")) {
            throw new IllegalArgumentException(scheme + ": needs a version of letters, digits and . + ~ _ -");
        }
    }

    static void requireText(String scheme, String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(scheme + ": misses a part or has control characters");
        }
    }

    private static UsageException bad(String text, String why) {
        return new UsageException(sentence(text, why));
    }

    private static String sentence(String text, String why) {
        return "\"" + text + "\" is not a kernel reference: " + why + "; the grammar is " + KernelRef.GRAMMAR + ".";
    }
}

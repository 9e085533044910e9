package org.kpulse.harness.sources.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.config.TreeKey;
import org.kpulse.harness.fault.UsageException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A file of lkp-tests that describes a tree (repo/linux/NAME in https://github.com/intel/lkp-tests), as a tree of the configuration.
 *
 * @param name of the tree
 * @param keys what could be taken over
 * @param left fields that have no counterpart
 */
public record LkpFile(String name, Map<TreeKey, String> keys, Set<String> left) {

    private static final Pattern MAIL = Pattern.compile("[^\\s@<>,]+@[^\\s@<>,]+");

    /** Fields that say which branches matter most, the most telling first. */
    private static final List<String> BRANCHES = List.of(
            "integration_testing_branches", "prioritized_branch", "default_branch", "git_am_branch", "branches");

    /** Reads a file; a {@link UsageException} that names it when it is none. */
    public static LkpFile parse(String file, String name, String text) {
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(text);
        } catch (JacksonException e) {
            throw new UsageException(file + " is not YAML: "
                    + String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("unreadable") + ".");
        }
        if (!root.isObject() || texts(root, "url").isEmpty()) {
            throw new UsageException(file + " is no description of a tree: it has no url.");
        }
        Set<String> left = new TreeSet<>(root.propertyNames());
        Map<TreeKey, String> keys = new LinkedHashMap<>();
        put(file, keys, TreeKey.URL, url(file, texts(root, "url").get(0)));
        left.remove("url");
        for (String field : BRANCHES) {
            List<String> branches = texts(root, field);
            if (!branches.isEmpty() && !keys.containsKey(TreeKey.BRANCHES)) {
                put(file, keys, TreeKey.BRANCHES, String.join(",", branches));
                left.remove(field);
            }
        }
        keys.putIfAbsent(TreeKey.BRANCHES, "*");
        if (root.path("upstream").isBoolean() && root.path("upstream").booleanValue()) {
            keys.put(TreeKey.TAGS, "v*");
            left.remove("upstream");
        }
        Map<String, String> priorities = Map.of("high", "75", "low", "25");
        texts(root, "priority").stream()
                .filter(priorities::containsKey)
                .findFirst()
                .ifPresent(word -> {
                    keys.put(TreeKey.PRIORITY, priorities.getOrDefault(word, TreeKey.PRIORITY.builtIn()));
                    left.remove("priority");
                });
        for (String field : List.of("owner", "mail_to")) {
            Optional<String> mail = mail(texts(root, field));
            if (mail.isPresent() && !keys.containsKey(TreeKey.OWNER)) {
                put(file, keys, TreeKey.OWNER, mail.get());
                left.remove(field);
            }
        }
        return new LkpFile(name, keys, left);
    }

    private static void put(String file, Map<TreeKey, String> keys, TreeKey key, String value) {
        if (!key.range().accepts(value)) {
            throw new UsageException(
                    file + ": its " + key.key() + " must be " + key.range().words() + ", not \"" + value + "\".");
        }
        keys.put(key, value);
    }

    private static String url(String file, String url) {
        if (!url.matches("https://[^\\s@]+")) {
            throw new UsageException(file + ": its url is \"" + url + "\"; trees are fetched by https: only.");
        }
        return url;
    }

    private static Optional<String> mail(List<String> people) {
        return people.stream()
                .map(MAIL::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    /** A text, or the texts of a list. */
    private static List<String> texts(JsonNode root, String field) {
        JsonNode value = root.path(field);
        List<String> texts = new ArrayList<>();
        if (value.isString()) {
            texts.add(value.stringValue().strip());
        }
        value.forEach(each -> {
            if (each.isString()) {
                texts.add(each.stringValue().strip());
            }
        });
        return texts.stream().filter(text -> !text.isEmpty()).toList();
    }

    /** As lines of {@code kpulse.yaml}. */
    public String yaml() {
        StringBuilder yaml = new StringBuilder("trees:\n  ").append(name).append(":\n");
        keys.forEach((key, value) -> yaml.append("    ")
                .append(key.key())
                .append(": '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        if (!left.isEmpty()) {
            String names = String.join(", ", left).replaceAll("[^\\x20-\\x7e]", "?");
            yaml.append("    # without counterpart: ").append(names).append('\n');
        }
        return yaml.toString();
    }
}

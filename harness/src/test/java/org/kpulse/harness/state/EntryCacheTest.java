package org.kpulse.harness.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;

class EntryCacheTest {

    private static final Progress QUIET = Progress.silent();

    @TempDir
    private Path root;

    @Test
    void anEntryIsMadeOnceAndFoundAfterwards() {
        AtomicInteger made = new AtomicInteger();
        EntryCache cache = new EntryCache(root);

        for (int i = 0; i < 3; i++) {
            cache.obtain("a", path -> true, QUIET, into -> {
                made.incrementAndGet();
                Files.writeString(into.resolve("file"), "content");
            });
        }

        assertThat(made).hasValue(1);
        assertThat(cache.find("a").orElseThrow().resolve("file")).hasContent("content");
        assertThat(cache.entries()).containsExactly(root.resolve("a"));
    }

    @Test
    void nothingHalfMadeIsKeptWhenTheMakerFails() throws IOException {
        EntryCache cache = new EntryCache(root);

        assertThatThrownBy(() -> cache.obtain("a", path -> true, QUIET, into -> {
                    Files.writeString(into.resolve("half"), "x");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("No space left on device");

        assertThat(cache.find("a")).isEmpty();
        assertThat(root.resolve("a.partial")).doesNotExist();
    }

    @Test
    void anUnusableEntryIsReplacedAsAWhole() throws IOException {
        EntryCache cache = new EntryCache(root);
        Files.createDirectory(root.resolve("a"));
        Files.writeString(root.resolve("a/damaged"), "x");

        Path entry = cache.obtain(
                "a",
                path -> Files.exists(path.resolve("good")),
                QUIET,
                into -> Files.writeString(into.resolve("good"), "y"));

        assertThat(entry.resolve("good")).exists();
        assertThat(entry.resolve("damaged")).doesNotExist();
        assertThat(root.resolve("a.old")).doesNotExist();
    }

    @Test
    void aFailedReplacementLeavesTheOldEntry() throws IOException {
        EntryCache cache = new EntryCache(root);
        cache.replace("a", QUIET, into -> Files.writeString(into.resolve("first"), "1"));

        assertThatThrownBy(() -> cache.replace("a", QUIET, into -> {
                    throw new IOException("network away");
                }))
                .isInstanceOf(InfraException.class);

        assertThat(root.resolve("a/first")).hasContent("1");
    }

    @Test
    void leftoversOfADeadProcessAreSweptAtTheNextStart() throws IOException {
        Files.createDirectories(root.resolve("a.partial/deep/er"));
        Files.writeString(root.resolve("a.partial/deep/er/file"), "x");
        Files.createDirectory(root.resolve("b.old"));

        EntryCache cache = new EntryCache(root);

        assertThat(root.resolve("a.partial")).doesNotExist();
        assertThat(root.resolve("b.old")).doesNotExist();
        assertThat(cache.entries()).isEmpty();
    }

    @Test
    void workOfALivingOwnerIsNotSwept() throws Exception {
        EntryCache cache = new EntryCache(root);

        cache.obtain("a", path -> true, QUIET, into -> {
            Files.writeString(into.resolve("file"), "x");
            new EntryCache(root);
            assertThat(into.resolve("file")).exists();
        });

        assertThat(root.resolve("a/file")).exists();
    }

    @Test
    void theLockIsAFileLockThatOtherProcessesSee() throws Exception {
        Files.createDirectories(root.resolve(".locks"));
        Path file = root.resolve(".locks/a");
        EntryLock lock = EntryLock.take(file);

        lock.during(() -> {
            assertThat(EntryLock.tryTake(file)).isEmpty();
            return file;
        });

        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            assertThat(free).isNotNull();
            assertThatThrownBy(() -> EntryLock.tryTake(file)).isNotNull();
        }
        assertThat(EntryLock.tryTake(file)).isPresent();
    }

    @Test
    void twoWhoWantOneEntryAtOnceGetTheSameOne() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Path>> results = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                EntryCache cache = new EntryCache(root);
                results.add(threads.submit(() -> {
                    started.countDown();
                    started.await();
                    return cache.obtain("a", path -> true, QUIET, into -> {
                        made.incrementAndGet();
                        Files.writeString(into.resolve("file"), "x");
                    });
                }));
            }
            for (Future<Path> result : results) {
                assertThat(result.get().resolve("file")).exists();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void deletingNeverFollowsLinks() throws IOException {
        Path precious = Files.createDirectory(root.resolve("precious"));
        Files.writeString(precious.resolve("file"), "x");
        Path tree = Files.createDirectory(root.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), precious);

        FileTrees.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(precious.resolve("file")).exists();
    }
}

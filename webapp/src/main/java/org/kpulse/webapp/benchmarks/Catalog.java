package org.kpulse.webapp.benchmarks;

import java.util.List;
import java.util.Optional;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.benchmark.BenchmarkCatalog;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.server.Parts;
import org.springframework.stereotype.Component;

/** The recipes of this host, read anew each time: a person may be writing one. */
@Component
class Catalog {

    private final Parts parts;
    private final Database database;

    Catalog(Parts parts, Database database) {
        this.parts = parts;
        this.database = database;
    }

    /**
     * All of them, by name.
     *
     * @throws InfraException if one cannot be read
     */
    List<Benchmark> all() {
        try {
            return BenchmarkCatalog.load(parts.benchmarks()).list();
        } catch (UsageException e) {
            throw new InfraException("The recipes cannot be read; kpulse benchmarks check says why.", e);
        }
    }

    /** The one of this name. */
    Optional<Benchmark> find(String name) {
        return all().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Whether runs may have values of a benchmark of this name, whatever became of its recipe. */
    boolean wasMeasured(String name) {
        return name.indexOf('\0') < 0
                && database.read(jdbc -> jdbc.sql("SELECT EXISTS (SELECT 1 FROM benchmark WHERE name = ?)")
                        .param(name)
                        .query(Boolean.class)
                        .single());
    }
}

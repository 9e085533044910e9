package org.kpulse.harness.cli;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;

/** Makes commands: those whose constructor takes the context get it. */
final class CommandFactory implements CommandLine.IFactory {

    private final Context context;
    private final CommandLine.IFactory others = CommandLine.defaultFactory();

    CommandFactory(Context context) {
        this.context = context;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Optional<Constructor<?>> constructor = Arrays.stream(type.getDeclaredConstructors())
                .filter(c -> Arrays.equals(c.getParameterTypes(), new Class<?>[] {Context.class}))
                .findFirst();
        if (constructor.isEmpty()) {
            return others.create(type);
        }
        constructor.get().setAccessible(true); // commands of other modules are not public either
        return type.cast(constructor.get().newInstance(context));
    }
}

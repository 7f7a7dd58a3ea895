package io.goldtier.spoiled;

import static io.goldtier.spoiled.Case.Kill.Moment.AFTER_ACTING;
import static io.goldtier.spoiled.Case.Kill.Moment.BEFORE_ACTING;
import static io.goldtier.spoiled.Case.Kill.Moment.STILL_ACTING;

import io.goldtier.spoiled.Case.Protocol;
import io.goldtier.spoiled.Case.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the cases of a task out of the calls that it takes when nothing is spoilt. */
final class Cases {

    /** How many of the many ways are gone. */
    enum Breadth {
        /** Every position and every kind of spoil, but only one way to spoil each field, each answer spoilt once. */
        REPRESENTATIVE,
        /** Each position with one kind of spoil out of each group. */
        THIN,
        /** All there are, once and always. */
        FULL
    }

    /** A thin choice takes one of so many. */
    private static final int THINNED = 7;

    private final Bench bench;

    Cases(Bench bench) {
        this.bench = bench;
    }

    /** All but those that take away the credentials. */
    List<Case> of(Task task, Protocol protocol, Way way, Breadth breadth) {
        List<Case> cases = unrunnable(task, protocol, way);
        each(task, protocol, way, (position, said, after) -> {
            // What comes before the effect is of the same kind everywhere
            Breadth here = breadth == Breadth.REPRESENTATIVE && !after ? Breadth.THIN : breadth;
            for (Spoil spoil : spoils(said, here, position)) {
                cases.add(new Case(task, protocol, way, position, said.call().name(), spoil, false, after));
                if (breadth == Breadth.FULL) {
                    cases.add(
                            new Case(task, protocol, way, position, said.call().name(), spoil, true, after));
                }
            }
        });
        return cases;
    }

    /** A few in which the same answer is spoilt every time. */
    List<Case> always(Task task, Protocol protocol, Way way) {
        List<Case> cases = unrunnable(task, protocol, way);
        each(task, protocol, way, (position, said, after) -> {
            List<Spoil> spoils = spoils(said, Breadth.THIN, position);
            for (int i = position % 2; i < spoils.size(); i += 2) {
                cases.add(new Case(task, protocol, way, position, said.call().name(), spoils.get(i), true, after));
            }
        });
        return cases;
    }

    /** Those in which the far end is not done when the connection is cut. */
    List<Case> unfinished(Task task, Protocol protocol, Way way) {
        List<Case> cases = unrunnable(task, protocol, way);
        each(task, protocol, way, (position, said, after) -> {
            if (said.call().writes()) {
                for (Spoil.Way how : List.of(Spoil.Way.STILL_ACTING, Spoil.Way.ACTS_LATER)) {
                    cases.add(
                            new Case(task, protocol, way, position, said.call().name(), Spoil.of(how), false, after));
                }
            }
        });
        return cases;
    }

    /** Those that take away the credentials. */
    List<Case> locks(Task task, Protocol protocol, Way way, Breadth breadth) {
        List<Case> cases = unrunnable(task, protocol, way);
        each(task, protocol, way, (position, said, after) -> {
            if (!said.call().writes()) {
                List<Spoil> spoils = Spoil.ofLocks(said.call().system());
                for (Spoil spoil : breadth == Breadth.FULL ? spoils : spoils.subList(position % 3, position % 3 + 1)) {
                    cases.add(
                            new Case(task, protocol, way, position, said.call().name(), spoil, false, after));
                }
            }
        });
        return cases;
    }

    /** The task as it is, when it cannot even be done with nothing spoilt, so that this is told. */
    private List<Case> unrunnable(Task task, Protocol protocol, Way way) {
        List<Case> cases = new ArrayList<>();
        if (bench.trail(task, protocol, way).isEmpty()) {
            cases.add(Case.unspoilt(task, protocol, way));
        }
        return cases;
    }

    /**
     * Those in which the process is killed around a call, and an answer to what its next life asks is spoilt.
     *
     * @param turn another way to pair them for each number
     */
    List<Case> killed(Task task, Protocol protocol, int turn) {
        List<Case> cases = unrunnable(task, protocol, Way.TRIGGER);
        List<Run.Said> trail = bench.trail(task, protocol, Way.TRIGGER);
        int effect = bench.effectAt(task, protocol, Way.TRIGGER);
        each(task, protocol, Way.TRIGGER, (position, said, after) -> {
            for (boolean acted : said.call().writes() ? new boolean[] {false, true} : new boolean[] {false}) {
                int number = turn * 7 + cases.size() * 5 + position;
                Run.Said later = trail.get(number % trail.size());
                List<Spoil> spoils = both(
                        later.call().writes()
                                ? Spoil.ofWrite()
                                : Spoil.ofLater(later.call().system()),
                        rotating(Spoil.ofFields(later.answer()), number));
                cases.add(new Case(
                        task,
                        protocol,
                        Way.TRIGGER,
                        number % trail.size(),
                        later.call().name(),
                        spoils.get(number * 3 % spoils.size()),
                        false,
                        position > effect || position == effect && acted,
                        new Case.Kill(position, said.call().name(), acted ? AFTER_ACTING : BEFORE_ACTING)));
            }
        });
        return cases;
    }

    /** Killed while the far end acts on the call that has the task's effect; empty for a task that cannot be asked. */
    Optional<Case> killedWhileActing(Task task, Protocol protocol) {
        if (!unrunnable(task, protocol, Way.TRIGGER).isEmpty()) {
            return Optional.empty();
        }
        int effect = bench.effectAt(task, protocol, Way.TRIGGER);
        String call =
                bench.trail(task, protocol, Way.TRIGGER).get(effect).call().name();
        return Optional.of(new Case(
                task,
                protocol,
                Way.TRIGGER,
                -1,
                "",
                Spoil.NONE,
                false,
                true,
                new Case.Kill(effect, call, STILL_ACTING)));
    }

    private interface Position {
        void at(int position, Run.Said said, boolean afterEffect);
    }

    /** Every position from the first write on. */
    private void each(Task task, Protocol protocol, Way way, Position position) {
        List<Run.Said> trail = bench.trail(task, protocol, way);
        int effect = bench.effectAt(task, protocol, way);
        boolean written = false;
        for (int i = 0; i < trail.size(); i++) {
            Run.Said said = trail.get(i);
            written |= said.call().writes();
            if (written) {
                position.at(i, said, i >= effect);
            }
        }
    }

    private static List<Spoil> spoils(Run.Said said, Breadth breadth, int position) {
        String system = said.call().system();
        List<Spoil> fields = Spoil.ofFields(said.answer());
        List<Spoil> wholes = said.call().writes() ? Spoil.ofWrite() : Spoil.ofLater(system);
        return switch (breadth) {
            case FULL -> both(wholes, fields);
            case REPRESENTATIVE -> both(wholes, rotating(fields, position));
            case THIN -> {
                List<Spoil> few = new ArrayList<>();
                for (int i = position % THINNED; i < wholes.size(); i += THINNED) {
                    few.add(wholes.get(i));
                }
                List<Spoil> rotating = rotating(fields, position);
                for (int i = position % THINNED; i < rotating.size(); i += THINNED) {
                    few.add(rotating.get(i));
                }
                yield few;
            }
        };
    }

    private static List<Spoil> both(List<Spoil> one, List<Spoil> other) {
        Map<String, Spoil> all = new LinkedHashMap<>();
        one.forEach(spoil -> all.put(spoil.name(), spoil));
        other.forEach(spoil -> all.put(spoil.name(), spoil));
        return List.copyOf(all.values());
    }

    /** For each field one of its five ways, another for each field and position. */
    private static List<Spoil> rotating(List<Spoil> fields, int position) {
        List<Spoil> few = new ArrayList<>();
        for (int i = 0; i + 4 < fields.size(); i += 5) {
            few.add(fields.get(i + (i / 5 + position) % 5));
        }
        return fields.size() < 5 ? fields : few;
    }
}

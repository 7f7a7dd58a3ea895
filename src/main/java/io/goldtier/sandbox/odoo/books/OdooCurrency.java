package io.goldtier.sandbox.odoo.books;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A currency's id, code, number of decimals and whether it may be used. */
record OdooCurrency(int id, String code, int decimals, boolean active) {

    BigDecimal round(BigDecimal amount) {
        return amount.setScale(decimals, RoundingMode.HALF_UP);
    }

    /**
     * Rounds amounts so that their sum is the rounded sum of the exact ones: what is over or short goes to the biggest,
     * a smallest coin each.
     */
    List<BigDecimal> shares(List<BigDecimal> exact) {
        List<BigDecimal> rounded =
                new ArrayList<>(exact.stream().map(this::round).toList());
        BigDecimal off = round(sum(exact)).subtract(sum(rounded));
        BigDecimal coin = BigDecimal.ONE.movePointLeft(decimals).multiply(BigDecimal.valueOf(off.signum()));
        int[] biggestFirst = IntStream.range(0, exact.size())
                .boxed()
                .sorted(Comparator.comparing(i -> exact.get(i).abs().negate()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; off.signum() != 0; i++, off = off.subtract(coin)) {
            int line = biggestFirst[i % biggestFirst.length];
            rounded.set(line, rounded.get(line).add(coin));
        }
        return rounded;
    }

    static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

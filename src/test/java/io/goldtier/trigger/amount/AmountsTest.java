package io.goldtier.trigger.amount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    10000              | 10000
                    $10000             | 10000 USD
                    $10,000            | 10000 USD
                    $10,000.00         | 10000.00 USD
                    $ 10,000.50        | 10000.50 USD
                    US$10,000          | 10000 USD
                    USD 10,000         | 10000 USD
                    10,000 USD         | 10000 USD
                    10000USD           | 10000 USD
                    usd 10000          | 10000 USD
                    $1,234,567.89      | 1234567.89 USD
                    $5                 | 5 USD
                    $0.99              | 0.99 USD
                    $10.5              | 10.5 USD
                    +$10               | 10 USD
                    10 dollars         | 10 USD
                    $10 CAD            | 10 CAD
                    C$10               | 10 CAD
                    AU$ 1,500          | 1500 AUD
                    $10 USD            | 10 USD
                    10.000,00 €        | 10000.00 EUR
                    10.000,00€         | 10000.00 EUR
                    € 10.000,00        | 10000.00 EUR
                    €10,000.00         | 10000.00 EUR
                    10.000 €           | 10000 EUR
                    EUR 10.000         | 10000 EUR
                    1.234.567 €        | 1234567 EUR
                    1.234.567,89 EUR   | 1234567.89 EUR
                    99,95 €            | 99.95 EUR
                    10 euros           | 10 EUR
                    10 000 €           | 10000 EUR
                    10\u00a0000,50 €   | 10000.50 EUR
                    10\u202f000 €      | 10000 EUR
                    £2,500             | 2500 GBP
                    £2,500.10          | 2500.10 GBP
                    CHF 10'000.50      | 10000.50 CHF
                    CHF 10’000         | 10000 CHF
                    Fr. 250            | 250 CHF
                    USD 2.5k           | 2500 USD
                    $2.5K              | 2500 USD
                    2.5k USD           | 2500 USD
                    10k                | 10000
                    2,5k €             | 2500 EUR
                    $1.2M              | 1200000 USD
                    1.2 million USD    | 1200000 USD
                    €3 mio.            | 3000000 EUR
                    5 thousand dollars | 5000 USD
                    10 000 SEK         | 10000 SEK
                    SEK 10.000         | 10000 SEK
                    ¥1,234             | 1234 JPY
                    ¥1.234             | 1234 JPY
                    ₹1,00,000          | 100000 INR
                    ₹12,34,567.50      | 1234567.50 INR
                    R$ 1.234,56        | 1234.56 BRL
                    100 zł             | 100 PLN
                    1234.56            | 1234.56
                    1234,56            | 1234.56
                    0.5                | 0.5
                    0.500              | 0.500
                    1 234              | 1234
                    1,234,567          | 1234567
                    1.234.567          | 1234567
                    ١٢٣                | 123
                    $0,50              | 0.50 USD
                    """)
    void readsOneMeaning(String text, String expected) {
        assertThat(said(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.234        | 1234 or 1.234
                    10,000       | 10000 or 10.000
                    $1.234       | 1234 USD or 1.234 USD
                    1,234 €      | 1234 EUR or 1.234 EUR
                    CHF 1.234    | 1234 CHF or 1.234 CHF
                    1.250k       | 1250000 or 1250
                    10 000 kr    | 10000 SEK or 10000 NOK or 10000 DKK
                    kr. 500      | 500 SEK or 500 NOK or 500 DKK
                    """)
    void asksWhenThereAreSeveral(String text, String readings) {
        assertThat(said(text)).isEqualTo("? " + readings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -$500          | is negative
                    $-500          | is negative
                    −500           | is negative
                    ($500)         | is negative
                    500-           | is negative
                    0              | is zero
                    $0.00          | is zero
                    $1,00,000      | points and commas
                    1,2,3          | points and commas
                    1.23.456       | points and commas
                    1,234.567.890  | points and commas
                    $1.2345        | more decimals than USD has, 2
                    1234.567       | more decimals than money has, 2
                    ¥10.50         | more decimals than JPY has, 0
                    $10 EUR        | names two currencies
                    10 XYZQ        | names two currencies or one that does not exist
                    ten dollars    | cannot be read
                    1 2345         | cannot be read
                    $              | cannot be read
                    10²            | names two currencies or one that does not exist
                    9999999999999  | larger than any
                    """)
    void refusesWithAReason(String text, String reason) {
        assertThat(Amounts.read(text)).isInstanceOf(Amount.Refused.class);
        assertThat(said(text)).contains(reason).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$10,000",
                "10.000,00 €",
                "USD 2.5k",
                "10 000 kr",
                "CHF 10'000.50",
                "-$500",
                "($500)",
                "1.2 million USD",
                "usd 500",
                "500"
            })
    void thePatternFindsAllOfAnAmountInASentence(String amount) {
        for (String sentence : new String[] {"for Client ABC, %s!", "for %s today", "Client X: %s", "%s"}) {
            Matcher found = Pattern.compile("(?i)" + Amounts.PATTERN).matcher(sentence.formatted(amount));
            assertThat(found.find()).isTrue();
            assertThat(found.group().strip()).isEqualTo(amount);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X 99,95",
                "X, 1 2345",
                "X, $10 00",
                "X, USD 2.5 bn",
                "X, 2.5 lakh",
                "X, 500 BTC",
                "X, 10 %",
                "X, 10%",
                "X, $10,000 000"
            })
    void thePatternNeverFindsLessThanWhatWasMeant(String text) {
        assertThat(Pattern.compile("(?i)X, ?" + Amounts.PATTERN).matcher(text).find())
                .isFalse();
    }

    private static String said(String text) {
        Amount amount = Amounts.read(text);
        if (amount instanceof Amount.Exact exact) {
            return exact.value().toPlainString() + (exact.currency() == null ? "" : " " + exact.currency());
        }
        return amount instanceof Amount.Ambiguous ambiguous
                ? "? " + String.join(" or ", ambiguous.readings())
                : ((Amount.Refused) amount).sentence();
    }
}

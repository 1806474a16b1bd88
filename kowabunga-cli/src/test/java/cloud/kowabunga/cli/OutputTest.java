package cloud.kowabunga.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"name": "ada", "id": "u-1"}         | ada
            {"price": 12.5, "currency": "EUR"}   | price=12.5,currency=EUR
            [{"name": "ada", "id": "u-1"}, 2]    | ada, 2
            {}                                   | -
            null                                 | -
            "two\\nlines"                        | two lines
            """)
    void a_value_stands_in_one_cell(String json, String cell) {
        assertThat(Output.cell("some", Values.JSON.readTree(json))).isEqualTo(cell);
    }
}

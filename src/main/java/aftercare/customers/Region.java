package aftercare.customers;

import org.jspecify.annotations.Nullable;

/**
 * A province, city or district of China (GB/T 2260). Not every path has three steps: the districts of 北京 hang under the
 * province, and so does 仙桃市; 东莞市 has no districts.
 *
 * @param fullName written out from the province on: 浙江省杭州市西湖区
 */
public record Region(String code, String name, String fullName, Level level, @Nullable String parent) {

    public enum Level { PROVINCE, CITY, DISTRICT }
}

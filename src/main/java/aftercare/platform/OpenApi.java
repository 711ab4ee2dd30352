package aftercare.platform;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shapes the API description so that generated types match what the records promise. */
@Configuration(proxyBeanMethods = false)
class OpenApi {

    /** Records always send every component; the ones that may be null are nullable, not absent. */
    @Bean
    OpenApiCustomizer everyComponentIsSent() {
        return api -> {
            api.getInfo().title("Aftercare").version("1");
            api.servers(null);
            if (api.getComponents() == null || api.getComponents().getSchemas() == null) {
                return;
            }
            api.getComponents().getSchemas().values().forEach(schema -> {
                if (schema.getProperties() != null) {
                    schema.setRequired(new ArrayList<String>(schema.getProperties().keySet()));
                }
            });
        };
    }

    /** Two screens may each have their {@code UserView}: a nested record is named after the class it stands in, too. */
    @Bean
    ModelResolver nestedRecordsByTheirOwnName(ObjectMapperProvider mappers) {
        return new ModelResolver(mappers.jsonMapper(), new OuterAndInner());
    }

    /** What is marked {@link Nullable} in a record may be null in the description. */
    @Bean
    ModelConverter nullableComponents(ObjectMapperProvider mappers) {
        return new NullableComponents(mappers);
    }

    private static final class OuterAndInner extends TypeNameResolver {

        @Override
        protected String nameForClass(Class<?> type, Set<Options> options) {
            var outer = type.getEnclosingClass();
            return outer == null ? super.nameForClass(type, options)
                    : nameForClass(outer, options) + "." + super.nameForClass(type, options);
        }
    }

    private record NullableComponents(ObjectMapperProvider mappers) implements ModelConverter {

        @Override
        public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
            if (!chain.hasNext()) {
                return null;
            }
            var schema = chain.next().resolve(type, context, chain);
            var java = type.getType() instanceof JavaType known ? known : mappers.jsonMapper().constructType(type.getType());
            if (schema == null || !java.isTypeOrSubTypeOf(Record.class)) {
                return schema;
            }
            Schema<?> model = schema.get$ref() == null ? schema
                    : context.getDefinedModels().get(schema.get$ref().substring(Components.COMPONENTS_SCHEMAS_REF.length()));
            if (model != null && model.getProperties() != null) {
                for (var component : java.getRawClass().getRecordComponents()) {
                    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                        model.getProperties().computeIfPresent(component.getName(), (_, it) -> orNull(it));
                    }
                }
            }
            return schema;
        }

        /** The same record is met more than once; what is nullable already stays as it is. */
        private static Schema<?> orNull(Schema<?> schema) {
            return schema.getAnyOf() != null ? schema
                    : new Schema<>().anyOf(List.of(schema, new Schema<>().types(Set.of("null"))));
        }
    }
}

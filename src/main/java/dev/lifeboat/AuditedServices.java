package dev.lifeboat;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.audit.Described;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.Services;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands before all that commands can have done, and has every call that is {@link Audited} written
 * down before it is passed on and after it. What a call returns is put behind another one of these,
 * if there is something audited in it: so a restore is written down when it is executed, with what
 * it was planned of.
 *
 * @param target what the calls are passed on to
 * @param planned the call that gave the target, if it was planned with one
 */
record AuditedServices(Object target, Auditor auditor, Optional<Call> planned)
    implements InvocationHandler {
  /** A call, with what it was called for. */
  record Call(Conduct conduct, String name, List<Object> arguments) {}

  /** The same services, audited. */
  static Services around(Services services, Auditor auditor) {
    return (Services) proxy(Services.class, services, auditor, Optional.empty());
  }

  private static Object proxy(
      Class<?> type, Object target, Auditor auditor, Optional<Call> planned) {
    return Proxy.newProxyInstance(
        AuditedServices.class.getClassLoader(),
        new Class<?>[] {type},
        new AuditedServices(target, auditor, planned));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given)
      throws Throwable {
    Object[] arguments = given == null ? new Object[0] : given;
    Optional<Call> call = call(method, arguments);
    Audited audited = method.getAnnotation(Audited.class);
    if (audited == null || call.isEmpty()) {
      return behind(method, pass(method, arguments), call);
    }
    Auditor.Trail trail = auditor.begin(call.get().conduct(), audited, what(audited, call.get()));
    Object result;
    try {
      result = pass(method, arguments);
    } catch (Throwable e) {
      trail.failed(e);
      throw e;
    }
    trail.ended(result);
    return result;
  }

  private @Nullable Object pass(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** What was called for; a call without a {@code Conduct} belongs to the one that gave it. */
  private Optional<Call> call(Method method, Object[] arguments) {
    return Arrays.stream(arguments)
        .filter(Conduct.class::isInstance)
        .map(Conduct.class::cast)
        .findFirst()
        .map(
            conduct ->
                new Call(
                    conduct,
                    method.getName(),
                    Arrays.stream(arguments).filter(each -> !(each instanceof Conduct)).toList()))
        .or(() -> planned);
  }

  private static Map<String, String> what(Audited audited, Call call) {
    Map<String, String> what = new LinkedHashMap<>();
    if (audited.value().equals("recover")) {
      what.put("kind", call.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
    what.putAll(Described.of(List.of(audited.names()), call.arguments()));
    return what;
  }

  /** Results are of the type that the method names, or of one in an {@link Optional}. */
  private @Nullable Object behind(Method method, @Nullable Object result, Optional<Call> call) {
    if (result instanceof Optional<?> optional) {
      return optional.map(
          inner ->
              Arrays.stream(inner.getClass().getInterfaces())
                  .filter(AuditedServices::hasAudited)
                  .findFirst()
                  .map(type -> proxy(type, inner, auditor, call))
                  .orElse(inner));
    }
    Class<?> type = method.getReturnType();
    return result != null && hasAudited(type) ? proxy(type, result, auditor, call) : result;
  }

  /** Whether anything in it is audited, or in what it gives. Types of others have nothing of it. */
  static boolean hasAudited(Class<?> type) {
    return type.isInterface()
        && type.getName().startsWith(AuditedServices.class.getPackageName() + ".")
        && Arrays.stream(type.getMethods())
            .anyMatch(
                method ->
                    method.isAnnotationPresent(Audited.class)
                        || (method.getReturnType() != type && hasAudited(method.getReturnType())));
  }
}

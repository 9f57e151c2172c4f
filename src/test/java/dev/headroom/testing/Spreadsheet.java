package dev.headroom.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A workbook as a spreadsheet program reads it, as far as ours need. */
public final class Spreadsheet {

    private final Map<String, Document> parts = new LinkedHashMap<>();

    public Spreadsheet(byte[] workbook) {
        try {
            var file = Files.createTempFile("workbook", ".xlsx");
            Files.write(file, workbook);
            try (var zip = new ZipFile(file.toFile())) {
                for (var entry : Collections.list(zip.entries())) {
                    if (entry.getName().endsWith(".xml")) {
                        parts.put(
                                entry.getName(),
                                DocumentBuilderFactory.newInstance()
                                        .newDocumentBuilder()
                                        .parse(zip.getInputStream(entry)));
                    }
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalArgumentException("no workbook", e);
        }
    }

    /** Returns the rows of a sheet, counted from 1, each by its header: numbers as they are written, text as it is read. */
    public List<Map<String, String>> rows(int sheet) {
        var cells = elements(part("xl/worksheets/sheet" + sheet + ".xml").getElementsByTagName("row")).stream()
                .map(this::cells)
                .toList();
        var header = cells.getFirst();
        var rows = new ArrayList<Map<String, String>>();
        for (var row : cells.subList(1, cells.size())) {
            var named = new LinkedHashMap<String, String>();
            header.forEach((column, name) -> named.put(name, row.getOrDefault(column, "")));
            rows.add(named);
        }
        return rows;
    }

    private Map<String, String> cells(Element row) {
        var cells = new LinkedHashMap<String, String>();
        for (var cell : elements(row.getElementsByTagName("c"))) {
            var value = cell.getElementsByTagName("v");
            if (value.getLength() > 0) {
                var text = value.item(0).getTextContent();
                cells.put(
                        cell.getAttribute("r").replaceAll("[0-9]", ""),
                        cell.getAttribute("t").equals("s") ? shared(Integer.parseInt(text)) : text);
            }
        }
        return cells;
    }

    private String shared(int index) {
        return part("xl/sharedStrings.xml")
                .getElementsByTagName("si")
                .item(index)
                .getTextContent();
    }

    private Document part(String name) {
        var part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no " + name + " among " + parts.keySet());
        }
        return part;
    }

    private static List<Element> elements(NodeList nodes) {
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
